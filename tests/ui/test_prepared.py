"""What is left out when a key is drawn, so that it is answered sooner."""

from pilot import answer_question, build_app, round_screen

from weakspot.game import Game


async def test_what_is_painted_says_nothing_of_places_for_the_mouse(game: Game) -> None:
    async with build_app(game, mode="today").run_test() as player:
        await answer_question(player)
        verdict = round_screen(player).verdict
        painted = [
            segment.style
            for strip in verdict.render_lines(verdict.size.region)
            for segment in strip
        ]
        assert any(style and style.color for style in painted)
        assert not any(style and style.meta for style in painted)
        told = [segment.style for segment in verdict.render_line(1)]
        assert all(style and "offset" in style.meta for style in told)
