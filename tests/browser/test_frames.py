"""The embed on pages that we do not control: strict, isolated, sandboxed, hostile, without scripts, or cut off."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page

from tests.browser.conftest import Demo
from tests.browser.pages import HOST, SANDBOX, framed, inside, shown

pytestmark = pytest.mark.browser

WORDS = "it says who must answer when a tap runs dry"
STYLED = "getComputedStyle(document.querySelector('article')).display"
HEIGHT = "document.querySelector('iframe').getBoundingClientRect().height"
LOOK = """() => {
    const of = name => getComputedStyle(document.querySelector(name));
    return ["h1", ".words", "article", "footer a"].map(name => {
        const {color, fontSize, direction, display, fontFamily, lineHeight} = of(name);
        return [name, color, fontSize, direction, display, fontFamily, lineHeight];
    });
}"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1000, "height": 800})
    yield made
    assert made.cookies() == []
    made.close()


def origin(demo: Demo) -> str:
    parts = urlsplit(demo.embed)
    return f"{parts.scheme}://{parts.netloc}"


def read(frame: Frame) -> None:
    """The whole card is there, with its style."""
    frame.get_by_text(WORDS).wait_for(timeout=15_000)
    assert frame.evaluate(STYLED) == "flex"


@pytest.mark.parametrize("policy", ["A", "B"])
def test_it_shows_under_a_strict_policy(context: BrowserContext, demo: Demo, policy: str) -> None:
    host = origin(demo)
    policies = {
        "A": f"default-src 'self'; frame-src {host}",
        "B": (
            f"script-src 'self' {host}; frame-src {host}; style-src 'self';"
            " require-trusted-types-for 'script'; trusted-types 'none'"
        ),
    }
    loader = f'<script async referrerpolicy="no-referrer" src="{host}/w.js"></script>'
    body = framed(demo.embed) + (loader if policy == "B" else "")

    page, seen = shown(context, body, {"Content-Security-Policy": policies[policy]})
    read(inside(page))
    page.wait_for_load_state("networkidle")

    assert seen.complaints == []
    assert seen.hosts() == {"host.localhost", "embed.localhost"}
    assert [asked for asked in seen.requests if HOST in asked[1]] == []


@pytest.mark.parametrize("value", ["require-corp", "credentialless"])
def test_an_isolated_page_shows_it_with_its_poster(
    context: BrowserContext, demo: Demo, value: str
) -> None:
    headers = {
        "Cross-Origin-Embedder-Policy": value,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }

    page, seen = shown(context, framed(demo.embed), headers)
    read(inside(page))

    assert page.evaluate("crossOriginIsolated")
    assert poster_loads(page, inside(page))
    assert seen.complaints == []


def test_a_sandboxed_page_around_the_page_shows_it(context: BrowserContext, demo: Demo) -> None:
    outer = '<iframe src="/inner" sandbox="allow-scripts" width="900" height="700"></iframe>'

    page, _ = shown(context, outer, others={"/inner": f"<!doctype html>{framed(demo.embed)}"})
    page.wait_for_timeout(1000)

    read(inside(page))


def test_hostile_styles_change_nothing_inside(context: BrowserContext, demo: Demo) -> None:
    hostile = (
        "<style>*{color:red!important;font-size:40px!important;direction:rtl!important;"
        "font-family:cursive!important}h1,p{display:none!important}</style>"
    )
    calm, _ = shown(context, framed(demo.embed))
    read(inside(calm))
    usual = inside(calm).evaluate(LOOK)

    page, _ = shown(context, framed(demo.embed), head=hostile)
    read(inside(page))

    assert inside(page).evaluate(LOOK) == usual


def test_a_hostile_script_cannot_reach_inside(context: BrowserContext, demo: Demo) -> None:
    page, _ = shown(context, framed(demo.embed))
    read(inside(page))

    reached = page.evaluate(
        """() => {
            const frame = document.querySelector("iframe");
            const tries = [() => frame.contentWindow.document.body, () => frame.contentWindow.eval("1"),
                           () => frame.contentWindow.localStorage, () => frame.contentDocument.body];
            return tries.map(one => { try { return String(one()); } catch (error) { return error.name; } });
        }"""
    )

    assert set(reached) <= {"SecurityError", "TypeError"}
    assert WORDS in inside(page).locator(".words").inner_text()


@pytest.mark.parametrize("sandbox", [SANDBOX, "allow-popups", "", None])
def test_everything_but_the_extras_works_without_scripts(
    browser: Browser, demo: Demo, sandbox: str | None
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, seen = shown(context, framed(demo.embed, sandbox=sandbox))
    frame = page.frame_locator("iframe")
    frame.get_by_text(WORDS).wait_for()

    assert frame.get_by_text("Amina Okafor").count() >= 1
    assert frame.locator("video[controls]").count() == 1
    assert frame.locator("footer a").count() >= 3
    assert frame.locator("button:visible").count() == 0
    assert seen.hosts() == {"host.localhost", "embed.localhost"}
    context.close()


def test_a_frame_whose_scripts_are_forbidden_offers_nothing_that_needs_them(
    context: BrowserContext, demo: Demo
) -> None:
    page, _ = shown(context, framed(demo.embed, sandbox=""))
    read(inside(page))

    assert inside(page).locator("button:visible").count() == 0


FORGERIES = """async ({own, frame}) => {
    const send = (message, from) => {
        const event = new MessageEvent("message", {data: message, ...from});
        dispatchEvent(event);
    };
    const target = document.querySelector("iframe");
    const before = target.style.height;
    const other = document.createElement("iframe");
    document.body.append(other);
    for (const origin of [location.origin, "https://elsewhere.example", own, "null"])
        for (const source of [window, other.contentWindow, null])
            send({parl: 1, type: "height", h: 3333}, {origin, source});
    for (const data of [null, 7, "parl", {}, {parl: 1}, {parl: 2, h: 3333}, {parl: 1, h: "x"}, {parl: 1, h: -5}])
        send(data, {origin: own, source: target.contentWindow});
    send({parl: 1, h: 3333}, {origin: "https://elsewhere.example", source: target.contentWindow});
    other.remove();
    postMessage({parl: 1, type: "height", h: 3333}, "*");
    await new Promise(done => setTimeout(done, 200));
    return [before, target.style.height];
}"""


def test_forged_heights_are_not_obeyed(context: BrowserContext, demo: Demo) -> None:
    page = with_loader(context, demo)

    before, after = page.evaluate(FORGERIES, {"own": origin(demo), "frame": demo.embed})

    assert after == before


@pytest.mark.parametrize(("asked", "given"), [(1, 120), (900, 900), (99_999, 4000), (500.9, 500)])
def test_heights_have_bounds(context: BrowserContext, demo: Demo, asked: float, given: int) -> None:
    page = with_loader(context, demo)

    inside(page).evaluate(
        "h => { onresize = null; parent.postMessage({parl: 1, type: 'height', h}, '*'); }", asked
    )
    page.wait_for_function(f"{HEIGHT} === {given}", timeout=5000)


def test_a_foreign_frame_gets_no_height(context: BrowserContext, demo: Demo) -> None:
    stranger = "<script>parent.postMessage({parl: 1, type: 'height', h: 999}, '*')</script>"
    body = f"<iframe src='/stranger' height='200' frameborder='0' sandbox='allow-scripts'></iframe>{loader(demo)}"

    page, _ = shown(context, body, others={"/stranger": stranger})
    page.wait_for_timeout(500)
    page.frames[1].evaluate("parent.postMessage({parl: 1, type: 'height', h: 999}, '*')")
    page.wait_for_timeout(300)

    assert page.evaluate(HEIGHT) == 200


def test_a_frame_that_is_too_low_grows_once_its_reader_does_something(
    context: BrowserContext, demo: Demo
) -> None:
    body = framed(demo.embed).replace('height="656"', 'height="250"')
    page, _ = shown(context, body + loader(demo))
    read(inside(page))

    overflow = "document.querySelector('article').scrollHeight - innerHeight"
    for _action in range(4):  # the film grows with the frame, until it has the width of the card
        inside(page).locator(".who b").click()
        page.wait_for_timeout(200)

    assert float(page.evaluate(HEIGHT)) > 300
    assert inside(page).evaluate(overflow) <= 1  # of pixels, which are counted in fractions


@pytest.mark.parametrize("asked", [{"parl": 1}, {"message": "ready"}])
def test_a_page_that_asks_is_told_the_height_again(
    context: BrowserContext, demo: Demo, asked: dict[str, object]
) -> None:
    page, _ = shown(context, framed(demo.embed))
    read(inside(page))
    page.wait_for_timeout(500)  # for what it tells by itself once it is loaded
    page.evaluate("void (onmessage = event => { (window.told ??= []).push(event.data); })")

    page.evaluate("asked => frames[0].postMessage(asked, '*')", asked)
    page.wait_for_function("window.told?.length > 0")

    told = page.evaluate("told[0]")
    assert (told["parl"], told["type"]) == (1, "height")
    assert isinstance(told["h"], int)


def test_a_frame_that_becomes_narrow_tells_its_height_again(
    context: BrowserContext, demo: Demo
) -> None:
    page = with_loader(context, demo)
    page.wait_for_timeout(500)  # for what it tells by itself once it is loaded
    before = float(page.evaluate(HEIGHT))

    page.evaluate("document.querySelector('iframe').style.width = '120px'")

    page.wait_for_function(f"{HEIGHT} > {before}")


def test_it_never_answers_itself(context: BrowserContext, demo: Demo) -> None:
    page = context.new_page()
    page.add_init_script("window.told = 0; addEventListener('message', () => told++)")
    page.goto(f"{demo.embed}#?secret=abc")
    page.wait_for_timeout(500)

    assert page.evaluate("told") <= 4
    page.close()


def test_the_words_stay_when_the_embed_host_goes_away(context: BrowserContext, demo: Demo) -> None:
    page, _ = shown(context, framed(demo.embed))
    read(inside(page))
    frame = inside(page)

    page.route(f"{origin(demo)}/**", lambda route: route.abort())
    frame.locator("data button").first.click()
    page.wait_for_timeout(500)

    assert WORDS in frame.locator(".words").inner_text()


def test_a_page_holds_although_the_embed_host_does_not_answer(
    context: BrowserContext, demo: Demo
) -> None:
    context.route(f"{origin(demo)}/**", lambda route: route.abort())

    page, _ = shown(context, f"<p>Mine.</p>{framed(demo.embed)}<p>Also mine.</p>{loader(demo)}")

    assert page.locator("p").all_inner_texts() == ["Mine.", "Also mine."]
    assert page.evaluate(HEIGHT) == 656


def test_twenty_on_a_page_load_as_they_come_into_view(context: BrowserContext, demo: Demo) -> None:
    spaced = "".join(f"<p>{number}</p>{framed(demo.embed)}" for number in range(20))
    page, seen = shown(context, spaced)
    page.wait_for_load_state("networkidle")

    assert len([1 for address, _ in seen.requests if origin(demo) in address]) <= 15
    assert layout_shift(page) == 0

    page.locator("iframe").last.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert layout_shift(page) == 0
    assert seen.complaints == []


def test_nothing_moves_on_the_page_and_little_is_asked_for(
    context: BrowserContext, demo: Demo
) -> None:
    page, seen = shown(context, f"{framed(demo.embed)}<p>Below.</p>{loader(demo)}")
    read(inside(page))
    page.wait_for_load_state("networkidle")

    of_ours = [address for address, _ in seen.requests if origin(demo) in address]
    poster, script = (
        [address for address in of_ours if address.endswith(end)] for end in (".jpg", "/w.js")
    )
    assert sorted(of_ours) == sorted([demo.embed, *poster, *script])
    assert (len(poster), len(script)) == (1, 1)
    assert layout_shift(page) == 0


def loader(demo: Demo) -> str:
    """Return the optional script."""
    return f'<script async referrerpolicy="no-referrer" src="{origin(demo)}/w.js"></script>'


def with_loader(context: BrowserContext, demo: Demo) -> Page:
    """Return a page that holds an embed and the optional script."""
    page, _ = shown(context, framed(demo.embed) + loader(demo))
    read(inside(page))
    page.wait_for_load_state("networkidle")
    return page


def layout_shift(page: Page) -> float:
    """Return how much of the page has moved."""
    return float(
        page.evaluate(
            """() => new Promise(done => {
                let moved = 0;
                new PerformanceObserver(list => {
                    for (const one of list.getEntries()) moved += one.value;
                }).observe({type: "layout-shift", buffered: true});
                setTimeout(() => done(moved), 300);
            })"""
        )
    )


def poster_loads(page: Page, frame: Frame) -> bool:
    """Tell whether the poster is there for the frame."""
    page.wait_for_load_state("networkidle")
    return bool(
        frame.evaluate(
            """() => performance.getEntriesByType("resource")
                .some(one => one.name === document.querySelector("video").poster && one.responseStatus === 200)"""
        )
    )
