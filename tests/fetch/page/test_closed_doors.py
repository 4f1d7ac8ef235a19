"""A response → which door is closed, if one is."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from schemas.events import Redirect
from schemas.outcomes import Reason
from services.fetch.http.types import Response
from services.fetch.page.closed_doors import closed_door
from services.fetch.page.wall_text import wall_text

DATA = tomllib.loads(Path(__file__).with_name("closed_doors.toml").read_text(encoding="utf-8"))
SENTENCE = "<p>The storm reached the coast at night, and the harbour was closed until noon.</p>"


def response(case: dict[str, Any], final_url: str = "https://news.example/a") -> Response:
    article = SENTENCE * 20 if case.get("article") else ""
    page = f"<html><head><title>News</title></head><body>{article}<p>{case.get('words', '')}</p>"
    body = case.get("body") or page + case.get("markup", "")
    headers = CIMultiDictProxy(CIMultiDict(case.get("headers", {})))
    return Response(case.get("status", 200), final_url, headers, body.encode())


@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["name"])
def test_a_closed_door_is_told_from_a_page_and_from_an_ordinary_error(case: dict[str, Any]) -> None:
    door = closed_door(response(case))
    assert (door and door.reason) == (Reason.of(case["reason"]) if "reason" in case else None)
    if door and "detail" in case:
        assert door.detail == case["detail"]


@pytest.mark.parametrize("status", [200, 403, 503])
@pytest.mark.parametrize("language", DATA["challenge_words"])
def test_a_challenge_is_told_in_its_language(language: str, status: int) -> None:
    words = DATA["challenge_words"][language]
    markup = "<script src='https://www.google.com/recaptcha/api.js'></script>"
    door = closed_door(response({"status": status, "words": words, "markup": markup}))
    assert door is not None
    assert door.reason is Reason.BOT_CHALLENGE


@pytest.mark.parametrize("language", DATA["challenge_words"])
def test_a_refusal_that_asks_for_a_human_is_a_challenge_without_any_known_markup(
    language: str,
) -> None:
    door = closed_door(response({"status": 403, "words": DATA["challenge_words"][language]}))
    assert door is not None
    assert door.reason is Reason.BOT_CHALLENGE


@pytest.mark.parametrize("status", [200, 503])
@pytest.mark.parametrize("language", DATA["browser_words"])
def test_a_look_at_the_browser_is_told_in_its_language(language: str, status: int) -> None:
    words = DATA["browser_words"][language]
    door = closed_door(response({"status": status, "words": words, "markup": "<script></script>"}))
    assert door is not None
    assert door.reason is Reason.BOT_CHALLENGE


@pytest.mark.parametrize("language", DATA["withheld_words"])
def test_a_page_withheld_by_law_is_told_in_its_language(language: str) -> None:
    door = closed_door(response({"words": DATA["withheld_words"][language]}))
    assert door is not None
    assert door.reason is Reason.LEGAL_BLOCK


@pytest.mark.parametrize("path", ["/a", "/login?next=/a", "/auth/signin", "/users/sso/"])
@pytest.mark.parametrize("language", DATA["login_words"])
def test_a_page_that_is_a_login_is_no_page(language: str, path: str) -> None:
    form = '<form method="post"><input name="user"><input name="word" type="password"></form>'
    case = {"words": DATA["login_words"][language], "markup": form}
    given = response(case, f"https://news.example{path}")
    given.redirects.append(Redirect(status=302, url="https://news.example/a"))
    door = closed_door(given)
    assert door is not None
    assert door.reason is Reason.LOGIN_REQUIRED


@pytest.mark.parametrize(
    "address",
    [
        "https://accounts.herald.example/?continue=x",
        "https://login.news.example/u/identifier?state=x",
        "https://news.example/users/sign-in?return=/a",
        "https://news.example/login.php",
    ],
)
def test_a_redirect_to_a_login_needs_no_password_to_be_one(address: str) -> None:
    form = "<form>Email <input type=email><button>Continue</button></form>"
    given = response({"words": form}, address)
    assert closed_door(given) is None
    given.redirects.append(Redirect(status=302, url="https://news.example/a"))
    door = closed_door(given)
    assert door is not None
    assert door.reason is Reason.LOGIN_REQUIRED


@pytest.mark.parametrize("path", ["/2026/new-login-rules.html", "/sso-explained/", "/a?x=/login"])
def test_a_redirect_to_an_article_about_logins_is_none(path: str) -> None:
    given = response(
        {"words": "<form>Newsletter <input type=email></form>"}, f"https://n.example{path}"
    )
    given.redirects.append(Redirect(status=301, url="https://n.example/a"))
    assert closed_door(given) is None


LONG_HEAD = f"<style>{'.card{margin:0 auto} ' * 5_000}</style>"


@pytest.mark.parametrize("mark", DATA["widgets"])
def test_an_article_behind_a_long_head_is_a_page_whatever_widget_its_form_has(mark: str) -> None:
    head = f"<script src='https://widgets.example/{mark}'></script><p>Menu</p>{LONG_HEAD}"
    assert closed_door(response({"body": f"<html>{head}{SENTENCE * 20}"})) is None


@pytest.mark.parametrize("language", DATA["login_words"])
def test_an_article_behind_the_form_of_its_login_menu_is_a_page(language: str) -> None:
    form = f"<form>{DATA['login_words'][language]}<input type=password></form>"
    assert closed_door(response({"body": f"<html>{form}{LONG_HEAD}{SENTENCE * 20}"})) is None


@pytest.mark.parametrize("mark", DATA["widgets"])
def test_a_long_page_whose_text_is_in_its_scripts_is_no_challenge(mark: str) -> None:
    state = (
        f"<script id='state' type='application/json'>{{\"body\":\"{SENTENCE * 1_000}\"}}</script>"
    )
    page = f"<html><title>News</title><script src='https://widgets.example/{mark}'></script>{state}"
    assert closed_door(response({"body": page})) is None


def test_a_long_page_that_asks_for_a_human_is_a_challenge() -> None:
    page = f"<html><script>_cf_chl_opt={{}}</script>{LONG_HEAD}<p>Verify you are human</p>"
    door = closed_door(response({"body": page}))
    assert door is not None
    assert door.reason is Reason.BOT_CHALLENGE


def test_the_detail_names_what_would_let_us_in() -> None:
    door = closed_door(response({"status": 403, "headers": {"cf-mitigated": "challenge"}}))
    assert door is not None
    assert "NEWSREEL_FETCH_CONTACT" in (door.detail or "")


@pytest.mark.parametrize(
    "piece",
    [
        b"<b>",
        b"<b>" + b" " * 450,
        b"<script",
        b"<!--",
        b"<title",
        b"<input ",
        b"<",
        b"<svg>",
        b"<p>a",
        b"</script",
    ],
)
def test_markup_that_never_ends_is_looked_at_once(piece: bytes) -> None:
    begun = time.process_time()
    body = piece * (10_000_000 // len(piece))
    wall_text(body)
    closed_door(Response(403, "https://a.example/", CIMultiDictProxy(CIMultiDict()), body))
    assert time.process_time() - begun < 0.5
