"""The filled-in samples: one for each service of the starter kit that has a form, drawn from data."""

import tomllib

from PIL import Image

from config.load import STARTER, load
from config.schema import Category
from tools.samples import SIZE, sample

PICTURES = STARTER / "pictures"
FORMS = tomllib.loads((PICTURES / "samples.toml").read_text("utf-8"))["form"]
CONTENT = load(STARTER).content


def test_every_service_with_a_form_has_its_own_sample() -> None:
    with_form = {service.id for service in CONTENT.services if service.category is not Category.EXTRA}
    assert {form["service"] for form in FORMS} == with_form
    assert {one.id: one.sample for one in CONTENT.services if one.sample} == {name: f"{name}.png" for name in with_form}


def test_every_sample_is_small_enough_to_be_sent_and_as_large_as_the_kiosk_enlarges() -> None:
    for form in FORMS:
        file = PICTURES / f"{form['service']}.png"
        assert file.stat().st_size < 60_000
        with Image.open(file) as picture:
            assert picture.size == SIZE


def test_a_form_with_many_papers_is_still_whole() -> None:
    longest = max(FORMS, key=lambda form: len(form["fields"]))
    drawn = sample(longest, ["Күбөлүк"] * 8)
    assert drawn.size == SIZE
