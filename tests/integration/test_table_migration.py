"""Tables that were handed out before it was kept what they counted say it in their titles."""

from sqlalchemy import text

from consult.models.engine import make_engine
from consult.services.backups.upgrading import upgrade_database
from tests.factories.any_rows import fill_tables

TITLES = {
    "Themes by sector, question 3: passages (experiences only)": ("experiences", "3", "segments"),
    "Tags that people accepted by half-year: responses (returns only), 2030": ("returns", "", "responses"),
    "A table": ("both", "", "people"),
}


def test_upgrade__with_tables_handed_out__reads_what_they_counted_from_their_titles(
    empty_url: str,
) -> None:
    engine = make_engine(empty_url)
    upgrade_database(engine, "0036")
    fill_tables(engine)
    keys = "SELECT id FROM released_table ORDER BY id LIMIT 3"
    with engine.begin() as connection:
        ids = list(connection.execute(text(keys)).scalars())
        for key, title in zip(ids, TITLES, strict=True):
            named = {"id": key, "title": title}
            connection.execute(text("UPDATE released_table SET title = :title WHERE id = :id"), named)
    upgrade_database(engine)
    with engine.connect() as connection:
        read = connection.execute(text("SELECT title, who, question, unit FROM released_table")).all()
    found = {title: tuple(row) for title, *row in read if title in TITLES}
    engine.dispose()
    assert found == TITLES
