"""Books are read once; the folder with them comes from XINLIAN_BOOKS_FOLDER."""

import os

import pytest

from books import NAMES, Book


@pytest.fixture(scope="session", name="books")
def books_fixture():
    if "XINLIAN_BOOKS_FOLDER" not in os.environ:
        pytest.skip("no books to read; set XINLIAN_BOOKS_FOLDER")
    return {name: Book(name) for name in NAMES}


@pytest.fixture(params=NAMES)
def book(request, books):
    found = books[request.param]
    print(f"XINLIAN_TEST_SEED={found.truth['seed']}")
    return found
