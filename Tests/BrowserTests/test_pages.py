"""Layout, language, keyboard, sorting and filtering, and the page without scripts."""

import pytest

from conftest import LANGUAGES, PAGES, address, figures, person, read_json, views

TITLES = {
    ("overview", "zh"): "总览", ("overview", "en"): "Overview",
    ("station", "zh"): "站", ("station", "en"): "Station",
}

# Boxes that share more than a hair's breadth though neither lies inside the other.
OVERLAPS = """() => {
    const visible = (e) => { const r = e.getBoundingClientRect(); const s = getComputedStyle(e);
        return r.width > 1 && r.height > 1 && e.checkVisibility({contentVisibilityAuto: true}) && s.visibility !== 'hidden' && s.position !== 'sticky'; };
    const scrolled = (e) => e.closest('.table-responsive');
    const all = [...document.querySelectorAll(
        'h1, h2, h3, .panel, .stage, .total, .btn, .form-select, .form-control, .now-list a, .big, .small-note, .parts dt, .parts dd, .reporting, .language, .where'
    )].filter((e) => visible(e) && !scrolled(e));
    const found = [];
    for (let i = 0; i < all.length; i++) for (let j = i + 1; j < all.length; j++) {
        if (all[i].contains(all[j]) || all[j].contains(all[i])) continue;
        const [a, b] = [all[i].getBoundingClientRect(), all[j].getBoundingClientRect()];
        const w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (w > 2 && h > 2) found.push(`${all[i].tagName}.${all[i].className} x ${all[j].tagName}.${all[j].className}: ${all[i].textContent.trim().slice(0, 30)}`);
    }
    return found;
}"""

# Text that is wider than the box which cuts it off or lets it stick out.
CLIPPED = """() => [...document.querySelectorAll('.total dd, .total dt, .big, .stage h3, .panel-head h2, th, td, .now-list a')]
    .filter((e) => e.scrollWidth > e.clientWidth + 2 && e.clientWidth > 0 && getComputedStyle(e).display !== 'inline')
    .map((e) => e.textContent.trim().slice(0, 40))"""


@pytest.mark.parametrize("name", PAGES)
def test_layout(open_page, screenshot, name):
    page = open_page("about:blank")
    for language, width in views(page, PAGES[name]):
        assert TITLES[name, language] in page.title()
        assert page.get_attribute("html", "lang") == {"zh": "zh-CN", "en": "en"}[language]
        assert page.locator("h1").count() == 1
        screenshot(page, f"{name}-{language}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "scrolls sideways"
        assert page.evaluate(OVERLAPS) == []
        assert page.evaluate(CLIPPED) == []


@pytest.mark.parametrize("name", PAGES)
def test_language_switch_keeps_page_and_period(open_page, name):
    month = read_json("/api/v1/overview")["months"][0]
    page = open_page(address(PAGES[name], period=month))
    before = page.locator("#period").input_value()
    page.locator("a.language").click()
    page.wait_for_load_state()
    assert page.get_attribute("html", "lang") == "en"
    assert PAGES[name] in page.url and f"period={month}" in page.url
    assert page.locator("#period").input_value() == before == month
    page.locator("a.language").click()
    page.wait_for_load_state()
    assert page.get_attribute("html", "lang") == "zh-CN"
    assert f"period={month}" in page.url


def test_language_is_kept_on_the_way(open_page):
    page = open_page(address("/", lang="en"))
    page.locator("tbody tr[data-station] th a").first.click()
    page.wait_for_load_state()
    assert page.get_attribute("html", "lang") == "en" and "/stations/" in page.url
    page.locator(".back a").click()
    page.wait_for_load_state()
    assert page.get_attribute("html", "lang") == "en"


def stations(page):
    return page.eval_on_selector_all("tr[data-station]", "all => all.map(one => one.dataset.station)")


def number(text):
    return int(text.replace(",", ""))


@pytest.mark.parametrize("javascript", [True, False])
def test_sorting(open_page, javascript):
    page = open_page(address("/"), javascript=javascript)
    codes = stations(page)
    assert codes == sorted(codes)
    page.locator("thead th.num a", has_text="筛查").first.click()
    page.wait_for_load_state()
    order = stations(page)
    assert sorted(order) == codes
    seen = figures(page)
    counts = [number(seen[f"station.{code}.screenings"]) for code in order]
    assert counts == sorted(counts, reverse=True)
    assert page.locator('thead th[aria-sort="descending"]').count() == 1
    page.locator('thead th[aria-sort="descending"] a').click()
    page.wait_for_load_state()
    assert page.locator('thead th[aria-sort="ascending"]').count() == 1
    seen = figures(page)
    counts = [number(seen[f"station.{code}.screenings"]) for code in stations(page)]
    assert counts == sorted(counts)


@pytest.mark.parametrize("javascript", [True, False])
def test_filtering(open_page, javascript):
    data = read_json("/api/v1/overview")
    one = data["stations"][2]
    page = open_page(address("/", sort="-screenings"), javascript=javascript)
    page.fill("#filter-text", one["name"]["zh"])
    page.locator(".filters button").click()
    page.wait_for_load_state()
    assert one["station"] in stations(page) and len(stations(page)) < len(data["stations"])
    assert "sort=-screenings" in page.url
    page.locator(".filters a.btn-link").click()
    page.wait_for_load_state()
    assert len(stations(page)) == len(data["stations"])
    page.select_option("#filter-profile", one["profile"])
    page.locator(".filters button").click()
    page.wait_for_load_state()
    expected = {other["station"] for other in data["stations"] if other["profile"] == one["profile"]}
    assert set(stations(page)) == expected


def test_a_filter_that_fits_nothing_says_so(open_page):
    page = open_page(address("/", q="zzzz"))
    assert stations(page) == []
    assert "没有符合条件的站点" in page.locator(".station-table").inner_text()


def test_what_needs_action_leads_to_it(open_page):
    data = read_json("/api/v1/overview")
    page = open_page(address("/"))
    for status, expected in (
        ("silent", {one["station"] for one in data["stations"] if not one["hasReported"]}),
        ("same-day", {one["station"] for one in data["stations"] if one["sameDay"] > 0}),
        ("quarantined", {one["station"] for one in data["stations"] if one["quarantined"] > 0}),
    ):
        links = page.locator(f'.now-list a[href*="status={status}"]')
        assert links.count() == (1 if expected else 0)
        if expected:
            other = open_page(page.evaluate("one => one.href", links.first.element_handle()))
            assert set(stations(other)) == expected


@pytest.mark.parametrize("name", PAGES)
def test_keyboard_reaches_everything_and_is_seen(open_page, name):
    page = open_page(address(PAGES[name]))
    expected = page.evaluate("""() => [...document.querySelectorAll('a[href], button, select, input:not([type=hidden]), summary')]
        .filter((e) => (e.offsetParent !== null && e.checkVisibility({contentVisibilityAuto: true}))
            || e.classList.contains('skip')).length""")
    reached, invisible = set(), []
    for _ in range(expected + 20):
        page.keyboard.press("Tab")
        at = page.evaluate("""() => { const e = document.activeElement; const s = getComputedStyle(e);
            if (e === document.body) return null;
            e.dataset.reached = e.dataset.reached || String(Math.random());
            return [e.matches('a[href], button, select, input, summary') ? e.dataset.reached : '',
                (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none',
                e.tagName + ' ' + e.textContent.trim().slice(0, 30)]; }""")
        if at is None:
            continue
        if at[0]:
            reached.add(at[0])
        if not at[1]:
            invisible.append(at[2])
    assert len(reached) >= expected
    assert invisible == []


@pytest.mark.parametrize("name", PAGES)
def test_without_scripts_every_figure_is_there(open_page, name):
    with_scripts = figures(open_page(address(PAGES[name])))
    without = figures(open_page(address(PAGES[name]), javascript=False))
    assert with_scripts.keys() == without.keys() and len(without) > 30


def test_charts_are_drawn(open_page):
    page = open_page(address("/"))
    page.wait_for_function("document.querySelector('.chart-line') && !document.querySelector('.chart-line').hidden")
    blank = page.evaluate("""() => { const c = document.getElementById('chart-daily');
        return !new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer).some((p) => p !== 0); }""")
    assert not blank


@pytest.mark.parametrize("language", LANGUAGES)
def test_errors_are_pages_too(browser, language):
    context = browser.new_context(locale="zh-CN")
    context.add_cookies(person().browser_cookies)
    page = context.new_page()
    for path, status in (("/stations/ZZ", 404), ("/?period=soon", 400)):
        mark = "&" if "?" in path else "?"
        answer = page.goto(address(path) + (f"{mark}lang=en" if language == "en" else ""))
        assert answer.status == status
        assert page.locator("a.btn-primary").count() == 1
        assert page.get_attribute("html", "lang") == {"zh": "zh-CN", "en": "en"}[language]
    context.close()
