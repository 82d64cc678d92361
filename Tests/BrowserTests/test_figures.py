"""What the page says is what the hub says."""

import csv
import io

import pytest

from conftest import LANGUAGES, address, figure, figures, read, read_json


def shown(count):
    return f"{count:,}" if isinstance(count, int) else count


def money(fen):
    return f"¥{fen // 100:,}.{fen % 100:02d}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_overview_shows_the_figures_of_the_api(open_page, language):
    data = read_json("/api/v1/overview")
    assert data["totals"]["facts"] > 0, "the hub has no data"
    page = open_page(address("/", lang=language), javascript=False)
    seen = figures(page)
    for name in ("screenings", "activities", "attendances", "orders", "facts", "personsScreened", "personsServed"):
        assert seen[f"totals.{name}"] == shown(data["totals"][name])
    for stage in ("exposure", "reach", "conversion"):
        assert seen[f"funnel.{stage}"] == shown(data["funnel"][stage]["total"])
        for part in data["funnel"][stage]["parts"]:
            assert seen[f"funnel.{stage}.{part['code']}"] == shown(part["count"])
    for station in data["stations"]:
        for column, name in (("facts", "facts"), ("screenings", "screenings"), ("persons", "personsScreened"),
                             ("attendances", "attendances"), ("orders", "orders"), ("reach", "reach")):
            assert seen[f"station.{station['station']}.{column}"] == shown(station[name])
    for state in data["orders"]:
        assert seen[f"orders.{state['state']}"] == shown(state["count"])
        assert seen[f"orders.{state['state']}.amount"] == money(state["amountFen"])
    for instrument in data["screenings"]["instruments"]:
        if instrument["received"] > 0:
            assert seen[f"screenings.{instrument['instrument']}.received"] == shown(instrument["received"])
            for band in instrument["bands"]:
                assert seen[f"screenings.{instrument['instrument']}.{band['severity']}"] == shown(band["count"])
    reporting = data["reporting"]
    numbers = f"{reporting['stations']} 站中 {reporting['reported']} 站已上报" if language == "zh" \
        else f"{reporting['reported']} of {reporting['stations']} stations reported"
    assert seen["reporting"].startswith(numbers)


def test_a_month_shows_that_months_figures(open_page):
    months = read_json("/api/v1/overview")["months"]
    for month in months[:2]:
        data = read_json(f"/api/v1/overview?period={month}")
        page = open_page(address("/", period=month))
        assert figure(page, "totals.screenings") == shown(data["totals"]["screenings"])
        assert page.locator("#period").input_value() == month
    assert sum(read_json(f"/api/v1/overview?period={month}")["totals"]["screenings"] for month in months) \
        == read_json("/api/v1/overview")["totals"]["screenings"]


def test_totals_are_the_sums_of_the_stations(open_page):
    data = read_json("/api/v1/overview")
    for name in ("facts", "screenings", "attendances", "orders", "ordersFen"):
        assert data["totals"][name] == sum(station[name] for station in data["stations"])
    page = open_page(address("/"))
    assert figure(page, "sum.screenings") == figure(page, "totals.screenings")


def test_small_counts_are_not_shown():
    data = read_json("/api/v1/overview")
    limit = data["smallCellLimit"]
    for station in data["stations"]:
        code = station["station"]
        for one in read_json(f"/api/v1/stations/{code}/overview")["screenings"]["instruments"]:
            cells = [band["count"] for band in one["bands"]] + [one["incomplete"]]
            assert not [cell for cell in cells if isinstance(cell, int) and 0 < cell < limit], (code, cells)
            assert len([cell for cell in cells if not isinstance(cell, int)]) != 1, (code, cells)


def test_station_page_shows_the_figures_of_the_api(open_page):
    code = max(read_json("/api/v1/overview")["stations"], key=lambda one: one["screenings"])["station"]
    data = read_json(f"/api/v1/stations/{code}/overview")
    page = open_page(address(f"/stations/{code}"), javascript=False)
    seen = figures(page)
    assert seen["totals.screenings"] == shown(data["totals"]["screenings"])
    assert seen["totals.attendances"] == shown(data["totals"]["attendances"])
    assert seen[f"station.{code}.quarantined"] == shown(data["figures"]["quarantined"])
    for line in data["quarantine"]:
        assert seen[f"quarantine.{line['code']}"] == shown(line["count"])


def test_csv_holds_every_station():
    rows = list(csv.DictReader(io.StringIO(read("/api/v1/overview/stations.csv?lang=en").decode("utf-8-sig"))))
    stations = read_json("/api/v1/overview")["stations"]
    assert [row["Station"] for row in rows] == [one["station"] for one in stations]
    assert [row["Screenings"] for row in rows] == [str(one["screenings"]) for one in stations]
