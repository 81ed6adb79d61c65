"""Drawn portraits of invented pioneers: background, shoulders, a friendly face. There is no photo of a person."""

from dataclasses import dataclass

from demo.pictures.drawing import Colour, Sheet, bezier_curve

SIZE = (360, 480)
GROUNDS = [
    ((252, 238, 230), (246, 214, 208)),
    ((240, 244, 234), (208, 224, 206)),
    ((255, 245, 224), (246, 222, 184)),
    ((238, 240, 246), (208, 216, 232)),
]
CLOTHES = [(179, 36, 63), (62, 98, 120), (92, 118, 88), (138, 92, 70), (96, 80, 118), (196, 122, 74)]
SKIN, SHADE, BLUSH = (245, 213, 188), (230, 188, 160), (236, 150, 140, 90)
BLACK_HAIR, GREY_HAIR = (52, 44, 44), (206, 204, 202)
CURLS_BEHIND = [(98, 180), (94, 216), (102, 248), (262, 180), (266, 216), (258, 248), (112, 144), (248, 144)]
INK, BADGE, HEART = (70, 50, 46), (200, 40, 52), (255, 226, 150)


@dataclass(frozen=True)
class PortraitLooks:
    """The looks of a demo portrait: `grey` is how grey the hair is, 0 to 1; `hair` is its style."""

    hair: str
    grey: float
    glasses: bool = False

    @classmethod
    def man(cls, *, grey: float, glasses: bool = False) -> "PortraitLooks":
        return cls("short", grey, glasses)

    @classmethod
    def woman(cls, *, hair: str, grey: float, glasses: bool = False) -> "PortraitLooks":
        return cls(hair, grey, glasses)

    @property
    def colour(self) -> tuple[int, int, int]:
        black, grey = BLACK_HAIR, GREY_HAIR
        red, green, blue = (round(b + (g - b) * self.grey) for b, g in zip(black, grey, strict=True))
        return red, green, blue


def draw_portrait(looks: PortraitLooks, number: int = 0) -> bytes:
    """A demo portrait as a JPEG; `number` varies the background and the clothes."""
    top, bottom = GROUNDS[number % len(GROUNDS)]
    sheet = Sheet(top, bottom, SIZE)
    sheet.circle(290, 96, 60, (255, 255, 255, 70))
    for x, y, radius, turn in ((38, 60, 30, 10), (330, 190, 22, 40), (28, 230, 18, 70)):
        sheet.blossom(x, y, radius, turn + number * 20, petal=(240, 160, 165))
    _hair_behind(sheet, looks)
    _shoulders(sheet, CLOTHES[number % len(CLOTHES)])
    _face(sheet)
    _hair_in_front(sheet, looks)
    _features(sheet, looks)
    return sheet.finished()


def _shoulders(sheet: Sheet, cloth: tuple[int, int, int]) -> None:
    dark = tuple(round(c * 0.82) for c in cloth)
    left = bezier_curve((20, 480), (34, 372), (140, 352))
    right = bezier_curve((220, 352), (326, 372), (340, 480))
    sheet.polygon([*left, *right], cloth)
    sheet.block(154, 292, 52, 78, 24, SHADE)
    sheet.polygon([*bezier_curve((150, 352), (180, 396), (210, 352)), (206, 346), (154, 346)], SKIN)
    for side in (-1, 1):
        collar = [(180 + side * 30, 346), (180 + side * 58, 360), (180 + side * 34, 408), (180 + side * 2, 388)]
        sheet.polygon(collar, dark)  # type: ignore[arg-type]
    # The little flower that pioneers wear.
    sheet.circle(254, 424, 13, BADGE)
    sheet.blossom(254, 424, 9, 0, petal=(255, 214, 200), heart=HEART)


def _face(sheet: Sheet) -> None:
    for side in (-1, 1):
        sheet.ellipse(180 + side * 78, 226, 15, 22, SHADE)
    sheet.ellipse(180, 206, 78, 88, SKIN)
    sheet.ellipse(180, 244, 66, 66, SKIN)


def _hair_behind(sheet: Sheet, looks: PortraitLooks) -> None:
    hair = looks.colour
    if looks.hair == "bun":
        sheet.circle(180, 92, 36, hair)
        sheet.ellipse(180, 196, 92, 98, hair)
    elif looks.hair == "bob":
        sheet.ellipse(180, 196, 98, 100, hair)
        sheet.block(82, 196, 196, 100, 40, hair)
    elif looks.hair == "long":
        sheet.ellipse(180, 196, 98, 100, hair)
        sheet.block(82, 196, 196, 170, 50, hair)
    elif looks.hair == "curls":
        for x, y in CURLS_BEHIND:
            sheet.circle(x, y, 26, hair)
    else:
        sheet.ellipse(180, 188, 86, 88, hair)


def _hair_in_front(sheet: Sheet, looks: PortraitLooks) -> None:
    hair = looks.colour
    if looks.hair == "short":
        # A little receding, as at that age.
        crown = [*bezier_curve((98, 214), (84, 96), (180, 106)), *bezier_curve((180, 106), (276, 96), (262, 214))]
        brow = [*bezier_curve((252, 178), (238, 146), (190, 146)), *bezier_curve((190, 146), (122, 142), (108, 178))]
        sheet.polygon([*crown, *brow], hair)
    elif looks.hair == "curls":
        for x, y, radius in (
            (122, 126, 30),
            (152, 112, 32),
            (188, 108, 33),
            (222, 116, 31),
            (244, 136, 26),
            (110, 152, 22),
        ):
            sheet.circle(x, y, radius, hair)
    else:
        crown = [*bezier_curve((98, 226), (80, 100), (180, 104)), *bezier_curve((180, 104), (280, 100), (262, 226))]
        brow = [*bezier_curve((256, 196), (236, 150), (150, 140)), *bezier_curve((150, 140), (118, 160), (104, 200))]
        sheet.polygon([*crown, *brow], hair)


def _features(sheet: Sheet, looks: PortraitLooks) -> None:
    brow: Colour = tuple(round(c * 0.8) for c in looks.colour)  # type: ignore[assignment]
    for side in (-1, 1):
        x = 180 + side * 34
        sheet.curve((x - 14, 194), (x, 186), (x + 14, 194), 4, brow)
        # Smiling eyes.
        sheet.curve((x - 11, 219), (x, 208), (x + 11, 219), 4.5, INK)
        sheet.circle(180 + side * 48, 250, 15, BLUSH)
        if looks.glasses:
            sheet.ring(x, 216, 25, 3, (110, 84, 74))
    if looks.glasses:
        sheet.curve((171, 214), (180, 208), (189, 214), 3, (110, 84, 74))
    sheet.curve((176, 240), (180, 246), (186, 240), 3, SHADE)
    sheet.curve((156, 266), (180, 288), (204, 266), 4.5, (178, 84, 76))
