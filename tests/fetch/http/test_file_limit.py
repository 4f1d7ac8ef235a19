import resource

from services.fetch.http.file_limit import raise_open_files_limit


def test_the_limit_of_open_files_is_raised_as_far_as_it_goes_and_never_lowered() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))
        assert raise_open_files_limit(600) == 600
        assert raise_open_files_limit(100) == 600
        assert raise_open_files_limit(hard + 1) == hard
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
