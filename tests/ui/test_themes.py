"""The colours: enough contrast in our themes, Textual's own themes, sixteen colours,
and none at all.
"""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from msgspec.structs import replace
from pilot import (
    Player,
    answer_question,
    build_app,
    option_digits,
    screen_rows,
    screen_text,
    settle,
    wait_for_text,
)
from rich.color import Color, ColorSystem
from rich.segment import Segment
from textual.theme import BUILTIN_THEMES, Theme

from weakspot.fields import THEMES
from weakspot.game import Game
from weakspot.settings import DEFAULTS
from weakspot.ui.theme import DARK, LIGHT, OWN_THEMES, VARIABLES, derive_variables

TEXTS = ("text", "muted", "accent", "weak", "right", "wrong")
LOWEST = {
    "weakspot": (11.0, 5.2, 6.8, 7.5, 7.3, 5.89),
    "light": (12.4, 4.7, 5.5, 5.1, 5.2, 5.2),
    "contrast": (11.5, 7.9, 7.1, 8.0, 9.0, 5.6),
}
"""The contrast of each of TEXTS on any ground that it can stand on."""
AA = 4.5


def luminance(colour: str) -> float:
    """Relative luminance, by WCAG 2."""
    parts = [part / 255 for part in Color.parse(colour).get_truecolor()]
    red, green, blue = (
        x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, by WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_colours(theme: Theme) -> dict[str, str]:
    """The colours that texts have, by role."""
    hues = (theme.accent, theme.warning, theme.success, theme.error)
    found = (theme.foreground, theme.variables["muted"], *hues)
    return {role: str(colour) for role, colour in zip(TEXTS, found, strict=True)}


def background_colours(theme: Theme) -> list[str]:
    """The colours that a text can stand on."""
    tints = ("cursor", "right-ground", "wrong-ground", "weak-ground")
    plain = (theme.background, theme.surface, theme.panel)
    return [*map(str, plain), *(theme.variables[name] for name in tints)]


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
def test_every_text_has_the_contrast_that_is_promised_on_every_ground(
    theme: Theme,
) -> None:
    for (role, colour), lowest in zip(
        text_colours(theme).items(), LOWEST[theme.name], strict=True
    ):
        found = min(contrast(colour, ground) for ground in background_colours(theme))
        assert found >= max(AA, lowest), role


@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
async def test_every_text_of_the_palette_can_be_read(game: Game, theme: Theme) -> None:
    game.settings = replace(DEFAULTS, theme=theme.name)
    async with build_app(game).run_test() as player:
        await player.press("ctrl+p")
        await wait_for_text(player, "Search for commands…")
        palette = player.app.screen
        box = palette.box.content_region
        rows = palette._compositor.render_strips()[box.y : box.bottom]
        lines = [row.crop(box.x, box.right) for row in rows]
        texts = [
            one for strip in lines for one in strip if any(map(str.isalpha, one.text))
        ]
        assert len(texts) > 9
        for text, style, _ in texts:
            assert style is not None
            assert style.color is not None
            assert style.bgcolor is not None
            assert contrast(style.color.triplet.hex, style.bgcolor.triplet.hex) >= AA, (
                text
            )


@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
def test_a_theme_says_whether_it_is_dark(theme: Theme) -> None:
    assert theme.dark == (luminance(str(theme.background)) < 0.5)


@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
def test_the_steps_of_heat_are_seen_and_differ(theme: Theme) -> None:
    ground = str(theme.background)
    steps = [theme.variables["heat-1"], theme.variables["heat-2"], str(theme.accent)]
    seen = [contrast(step, ground) for step in steps]
    assert seen[0] >= 3
    assert seen == sorted(seen)


@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
def test_in_sixteen_colours_no_text_has_the_colour_of_its_ground(theme: Theme) -> None:
    for text, ground in product(
        text_colours(theme).values(), background_colours(theme)
    ):
        pair = {
            Color.parse(colour).downgrade(ColorSystem.STANDARD).number
            for colour in (text, ground)
        }
        assert len(pair) == 2, (text, ground)


def test_the_setting_offers_ours_and_all_of_textuals() -> None:
    assert THEMES[: len(OWN_THEMES)] == tuple(theme.name for theme in OWN_THEMES)
    assert set(THEMES[len(OWN_THEMES) :]) == set(BUILTIN_THEMES)
    assert DEFAULTS.theme == DARK.name


@pytest.mark.parametrize("theme", BUILTIN_THEMES.values(), ids=lambda theme: theme.name)
def test_a_theme_of_textuals_gets_every_variable_of_ours(theme: Theme) -> None:
    made = derive_variables(theme)
    assert set(made) == set(VARIABLES)
    if not theme.ansi:
        ground = theme.to_color_system().generate()["background"]
        assert contrast(made["muted"], ground) >= 3
        assert made["cursor"] != ground


def segments(player: Player) -> Iterator[Segment]:
    """All that the terminal shows, piece by piece."""
    for strip in player.app.screen._compositor.render_strips():
        yield from strip


def unthemed_segments(player: Player) -> list[Segment]:
    """What has a colour that is not of the theme, or is dim: lines are not sent through
    Textual's filter.
    """
    found = []
    for segment in segments(player):
        style = segment.style
        colours = (style.color, style.bgcolor) if style else ()
        if style and (style.dim or any(one and one.triplet is None for one in colours)):
            found.append(segment)
    return found


async def try_themes(player: Player, names: Sequence[str]) -> int:
    """Put on these themes, one after the other, and count their grounds: what is read
    stays the same.
    """
    app = player.app
    before, seen = screen_rows(player), set()
    for name in names:
        app.game.settings = replace(DEFAULTS, theme=name)
        app.apply_settings()
        await settle(app)
        assert screen_rows(player) == before
        assert app.current_theme.ansi or not unthemed_segments(player)
        seen.add(app.screen.styles.background.hex)
    return len(seen)


async def test_every_theme_shows_home_a_question_and_its_verdict(game: Game) -> None:
    async with build_app(game).run_test() as player:
        assert await try_themes(player, THEMES) > len(THEMES) // 2
    async with build_app(game, topic="chunking").run_test() as player:
        some = (*THEMES[: len(OWN_THEMES)], "textual-light", "ansi-dark")
        assert await try_themes(player, some) == len(some)
        await answer_question(player, right=False)
        assert await try_themes(player, some) == len(some)


async def test_another_theme_is_worn_at_once_and_by_the_next_start(game: Game) -> None:
    async with build_app(game).run_test() as player:
        before = player.app.screen.styles.background.hex
        await player.press(",", "down", "down", "down", "right")
        assert "weakspot, light" in screen_text(player)
        assert (before, player.app.screen.styles.background.hex) == (
            DARK.background,
            LIGHT.background,
        )
        await player.press("left", "left")
        assert "tokyo-night" in screen_text(player)
        await player.press("right")
        assert player.app.theme == "weakspot"
        await player.press("right")
    assert build_app(game).theme == "light"


# No colours


@pytest.fixture
def colourless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def assert_no_colour(player: Player) -> None:
    """No cell has a colour of its own."""
    for segment in segments(player):
        style = segment.style
        assert style is None or not [
            one
            for one in (style.color, style.bgcolor)
            if one is not None and not one.is_default
        ]


def bold_texts(player: Player) -> set[str]:
    """What is bold."""
    return {
        segment.text.strip()
        for segment in segments(player)
        if segment.style and segment.style.bold
    }


@pytest.mark.usefixtures("colourless")
async def test_without_colours_signs_and_bold_tell_all(game: Game) -> None:
    async with build_app(game, topic="ranking").run_test() as player:
        right, wrong = option_digits(player)[0], option_digits(player, right=False)[0]
        await player.press(right, wrong)
        assert_no_colour(player)
        assert f"● {right}" in screen_text(player)
        assert f"● {wrong}" in screen_text(player)
        await player.press("enter")
        assert_no_colour(player)
        marks = {
            row.split()[2]: row.split()[0]
            for row in screen_rows(player)
            if row.strip()[:1] in ("✓", "✗", "~")
        }
        assert marks[right] == "✓"
        assert marks[wrong] == "✗"
        assert "~" in marks.values()
        assert any(word.startswith("Missed") for word in bold_texts(player))
        await player.press("escape")
        assert_no_colour(player)
        marked = [row.split()[:3] for row in screen_rows(player) if "▌" in row]
        assert marked[0] == ["▌", "Go", "on"]
        assert {"Go on", "Today", "Weak spots"} <= bold_texts(player)


def underlined_texts(player: Player) -> set[str]:
    """What is underlined."""
    return {
        part.text.strip()
        for part in segments(player)
        if part.style and part.style.underline
    }


@pytest.mark.usefixtures("colourless")
async def test_without_colours_the_caret_is_reversed_and_the_palette_s_row_underlined(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        await player.press("ctrl+p")
        await wait_for_text(player, "Exam")
        assert "S" in {
            part.text for part in segments(player) if part.style and part.style.reverse
        }
        await player.press("down")
        first = underlined_texts(player)
        await player.press("down")
        assert "Help" in first - underlined_texts(player)
        assert "Subjects" in underlined_texts(player) - first
        assert_no_colour(player)


@pytest.mark.usefixtures("colourless")
async def test_without_colours_the_filter_at_hand_is_underlined(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("slash")
        await wait_for_text(player, "all sections")
        assert not underlined_texts(player) & {"all sections", "all topics"}
        await player.press("tab", "right")
        assert underlined_texts(player) & {"all sections", "all topics"} == {
            "all topics"
        }


@pytest.mark.parametrize("name", [one for one in THEMES if not one.startswith("ansi")])
def test_in_sixteen_colours_each_meaning_has_one_of_its_own(
    game: Game, name: str
) -> None:
    app = build_app(game)
    app.console._color_system = ColorSystem.STANDARD
    app.theme = name
    variables = app.get_css_variables()
    assert variables is app.theme_variables
    shown = {
        role: Color.parse(variables[role]).downgrade(ColorSystem.STANDARD).number
        for role in ("foreground", "muted", "accent", "warning", "success", "error")
    }
    hues = [shown[role] for role in ("accent", "warning", "success", "error")]
    assert len(set(hues)) == 4
    assert shown["success"] in (2, 10)
    assert shown["error"] in (1, 9)
    assert not {shown["foreground"], shown["muted"]} & set(hues)
