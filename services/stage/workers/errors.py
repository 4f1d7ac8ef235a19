"""How a job given to a worker process may end besides a result."""


class WorkerError(Exception):
    """Base of what the pool itself raises; what the function raises comes through unchanged."""


class WorkerTimeout(WorkerError):
    """The job ran longer than its wall-clock limit, and its worker was killed."""


class WorkerMemory(WorkerError):
    """The job wanted more memory than its limit, and its worker was killed."""


class WorkerCrash(WorkerError):
    """The worker died under the job twice: at first, and again on a fresh worker."""


class WorkerRaised(WorkerError):
    """The function raised what cannot be pickled, or is no `Exception`; its traceback is a note."""


class WorkerStartError(WorkerError):
    """A worker could not start: the function cannot be imported, or the warm-up failed."""


class WorkerStopped(WorkerError):
    """The pool is not running."""
