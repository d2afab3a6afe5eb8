"""Color tables, 256 colors each, as Matplotlib has them (CC0; turbo is Google's, Apache 2.0)."""

from __future__ import annotations

import base64

#: What is not a number, in a picture of one channel: magenta.
NOT_A_NUMBER = 0xFFFF00FF

# Red, green and blue of each color.
_TABLES = {
    "viridis": (
        "RAFURAJWRQRXRQVZRgdaRghcRgpdRgteRw1gRw5hRxBjRxFkRxNlSBRnSBZoSBdpSBhqSBpsSBttSBxuSB1vSB9w"
        "SCBxSCFzSCN0SCR1SCV2SCZ3SCh4SCl5Ryp6Ryx6Ry17Ry58Ry99RjB+RjJ+RjN/RjSARTWBRTeBRTiCRDmDRDqD"
        "RDuEQz2EQz6FQj+FQkCGQkGGQUKHQUSHQEWIQEaIP0eIP0iJPkmJPkqJPkyKPU2KPU6KPE+KPFCLO1GLO1KLOlOL"
        "OlSMOVWMOVaMOFiMOFmMN1qMN1uNNlyNNl2NNV6NNV+NNGCNNGGNM2KNM2ONMmSOMmWOMWaOMWeOMWiOMGmOMGqO"
        "L2uOL2yOLm2OLm6OLm+OLXCOLXGOLHGOLHKOLHOOK3SOK3WOKnaOKneOKniOKXmOKXqOKXuOKHyOKH2OJ36OJ3+O"
        "J4COJoGOJoKOJoKOJYOOJYSOJYWOJIaOJIeOI4iOI4mOI4qNIouNIoyNIo2NIY6NIY+NIZCNIZGMIJKMIJKMIJOM"
        "H5SMH5WLH5aLH5eLH5iLH5mKH5qKHpuKHpyJHp2JH56JH5+IH6CIH6GIH6GHH6KHIKOGIKSGIaWFIaaFIqeFIqiE"
        "I6mDJKqDJauCJayCJq2BJ62BKK6AKa9/KrB/LLF+LbJ9LrN8L7R8MbV7MrZ6NLZ5Nbd5N7h4OLl3Orp2O7t1Pbx0"
        "P7xzQL1yQr5xRL9wRsBvSMFuSsFtTMJsTsNrUMRqUsVpVMVoVsZnWMdlWshkXMhjXsliYMpgY8tfZcteZ8xcac1b"
        "bM1abs5YcM9Xc9BWddBUd9FTetFRfNJQf9NOgdNNhNRLhtVJidVIi9ZGjtZFkNdDk9dBldhAmNg+m9k8ndk7oNo5"
        "oto3pds2qNs0qtwyrdwwsN0vst0ttd4ruN4put4ovd8mwN8lwt8jxeAhyOAgyuEfzeEd0OEc0uIb1eIa2OIZ2uMZ"
        "3eMY3+MY4uQY5eQZ5+QZ6uUa7OUb7+Uc8eUd9OYe9uYg+OYh++cj/ecl"
    ),
    "turbo": (
        "MBI7MhVDMxhKNBtRNR5YNiFfNyRmOCdtOSpzOi15Oy+APDKGPTWLPjiRPzuXPz6cQECiQUOnQUasQkmxQku1Q066"
        "RFG/RFTDRFbHRVnLRVzPRV7TRmHWRmTaRmbdRmngRmvjR27mR3HpR3PrR3buR3jwR3vyRn30RoD2RoL4RoX6Rof7"
        "RYr8RYz9RI/+Q5H+QpT/QZb/QJn/Ppv+PZ7+O6D9OqP8OKX7N6j6Nav4M633Ma/1L7L0LrTyLLfwKrnuKLzrJ77p"
        "JcDnI8PkIsXiIMffH8ndHsvaHM3YG9DVGtLSGtTQGdXNGNfKGNnIGNvFGN3CGN7AGOC9GeK7GeO5GuS2HOa0Heey"
        "H+mvIOqsIuuqJeynJ+6kKu+hLPCeL/GbMvKYNfOUOPSRPPWOP/aKQ/eHRviESviATvl9Uvp6Vfp2WftzXfxvYfxs"
        "Zf1paf1mbf5icf5fdf5cef5Zff9WgP9ThP9RiP9Oi/9Lj/9Jkv9Hlv5Emf5CnP5An/0/of09pPw8p/w6qfs5rPs4"
        "r/o3sfk2tPg2t/c1ufY1vPU0vvQ0wfM0w/E0xvA0yO80y+00zew00Oo00uk11Oc11+U12eQ22+I23eA339834d03"
        "49s45dk459c56dU569M57NE67s8678068cs68sk69Mc69cU69sM698E6+L45+bw5+ro5+7g4+7Y3/LM2/LE2/a41"
        "/aw0/qkz/qcy/qQx/qEw/p4v/pst/pks/pYr/pMq/pAp/Y0n/Yom/Icl/IQj+4Ei+34h+nsf+Xge+XUd+HIc928a"
        "9mwZ9WkY9GYX82MV8mAU8V0T8FsS71gR7VUQ7FMP61AO6k4N6EsM50kM5UcL5EUK4kMK4UEJ3z8I3T0I3DsH2jkH"
        "2DcG1jUG1DMF0jEF0C8Fzi0EzCsEyioEyCgDxSYDwyUDwSMCviECvCACuR4Ctx0CtBsBshoBrxgBrBcBqRYBpxQB"
        "pBMBoRIBnhABmw8BmA4BlQ0BkgsBjgoBiwkCiAgChQcCgQYCfgUCegQD"
    ),
    "magma": (
        "AAAEAQAFAQEGAQEIAgEJAgILAgINAwMPAwMSBAQUBQQWBgUYBgUaBwYcCAceCQcgCggiCwkkDAkmDQopDgsrEAst"
        "EQwvEg0xEw00FA42FQ44Fg87GA89GRA/GhBCHBBEHRFHHhFJIBFLIRFOIhFQJBJTJRJVJxJYKRFaKhFcLBFfLRFh"
        "LxFjMRFlMxBnNBBpNhBrOBBsOQ9uOw9wPQ9xPw9yQA90Qg91RA92RRB3RxB4SRB4ShB5TBF6ThF7TxJ7URJ8UhN8"
        "VBN9VhR9VxV+WRV+WhZ+XBZ/XRd/Xxh/YBiAYhmAZBqAZRqAZxuAaByBahyBax2BbR2Bbh6BcB+Bch+BcyCBdSGB"
        "diGBeCKBeSKCeyOCfCOCfiSCgCWCgSWBgyaBhCaBhieBiCeBiSiBiymBjCmBjiqBkCqBkSuBkyuAlCyAliyAmC2A"
        "mS2Amy5/nC5/ni9/oC9/oTB+ozB+pTF+pjF9qDJ9qjN9qzN8rTR8rjR7sDV7sjV7szZ6tTZ6tzd5uDd5ujh4vDl4"
        "vTl3vzp3wDp2wjt1xDx1xTx0xz1zyD5zyj5yzD9xzUBxz0Bw0EFv0kJv00Nu1URt1kVs2EVs2UZr20dq3Ehp3klo"
        "30po4Exn4k1m405l5E9k5VBk51Jj6FNi6VRi6lZh61dg7Fhg7Vpf7lte711e8F9e8WBd8mJd8mRc82Vc9Gdc9Glc"
        "9Wtc9mxc9m5c93Bc93Jc+HRc+HZc+Xhd+Xld+Xtd+n1e+n9e+oFf+4Nf+4Vg+4dh/Ilh/Ipi/Ixj/I5k/JBl/ZJm"
        "/ZRn/ZZo/Zhp/Zpq/Ztr/p1s/p9t/qFu/qNv/qVx/qdy/qlz/qp0/qx2/q53/rB4/rJ6/rR7/rZ8/rd+/rl//ruB"
        "/r2C/r+E/sGF/sKH/sSI/saK/siM/sqN/syP/s2Q/s+S/tGU/tOV/tWX/teZ/tia/dqc/dye/d6g/eCh/eKj/eOl"
        "/eWn/eep/emq/eus/Oyu/O6w/PCy/PK0/PS2/Pa4/Pe5/Pm7/Pu9/P2/"
    ),
    "twilight": (
        "4tni4dni4Nni3tnh3dng3Nnf2tjf2Nje1tfd1Nbc0tXb0NTZzdPYy9LXyNDWxc/Vws7Uv8zTvMvRucnQtsjPs8bO"
        "sMXNrcPNqsLMp8DLpL7Kob3JnrvJnLnImbjIlrbHk7TGkbLGjrHFjK/Fia3Fh6vEhanEgqfDgKXDfqTDfKLCeqDC"
        "eJ7CdpzBdZrBc5jBcZbBcJTAbpLAbZDAbI6/a4y/aYq/aIi+Z4a+ZoS9ZoK9ZX+9ZH28Y3u8Y3m7Yne7YnW6YXK6"
        "YXC5YG64YGy4YGm3YGe2X2W1X2K0X2C0X16zX1uyX1mxX1ewXlSuXlKtXk+sXk2rXkupXkioXkamXkOlXUGjXT6h"
        "XTygXTqeXDecXDWaWzKYWzCVWi6TWiuQWSmOWCeLVyWIVyOFViGCVR9/Ux58Uhx5URp1TxlyThhvTBdrSxZoSRVk"
        "RxRhRhReRBNaQhJXQRJUPxJRPRFOPBFLOhFJORFGNxFENhFCNRFANBE+MxE8MhI6MRM5MBQ3LxQ2MRM3MhI3MxI3"
        "NBI4NhE4NxE5ORE6OhE6PBE7PhE8QBI9QhI+RBI/RxNASRNBSxNCThRDUBREUxVFVhVGWBZHWxZIXRdJYBhKYxhL"
        "ZRlMaBpNaxtNbRtOcBxOch1PdR5PeB9PeiBQfSFQfyNQgSRQhCVQhidQiChQiypQjStQjy1QkS9QkzBQlTJQlzRQ"
        "mTZQmzhQnTpQnzxQoD5QokBQpEJQpURQp0ZQqUhQqkpQrExQrU5Rr1FRsFNRsVVSs1dStFpTtVxUtl5UuGFVuWNW"
        "umVXu2hXvGpYvWxavm9bv3FcwHRdwHZfwXlgwntiw31jxIBlxIJnxYVpxodrxoptx4xvx49yyJF0yJR3yZZ5ypl8"
        "ypt/y52Cy6CFzKKHzKWLzaeOzqmRzqyUz66X0LCb0LOe0bWh0rel07mo1Lys1L6v1cCz1sK218S52Ma92cjA2srD"
        "28vG3M3K3M/N3dDP3tLS3tPU39TX4NbZ4Nfa4dfc4dje4tjf4tnh4tni"
    ),
}


def table_number(name: str | None) -> int:
    """What stands for a table in a header: they are numbered in their order here, from 1."""
    return list(_TABLES).index(name) + 1 if name else 0


def table_named(number: int) -> str | None:
    """The table that a header means; None for one that is not there."""
    return list(_TABLES)[number - 1] if 1 <= number <= len(_TABLES) else None


def check_table(name: str | None) -> None:
    """Raises `ValueError` for a table that is not there."""
    if name is not None and (not isinstance(name, str) or name not in _TABLES):
        raise ValueError(f"table is None or one of {', '.join(_TABLES)}, not {name!r}")


def table_of(name: str) -> bytes:
    """256 pixels of BGRX."""
    colors = base64.b64decode(_TABLES[name])
    pixels = bytearray(b"\xff" * 1024)
    for channel in range(3):
        pixels[channel::4] = colors[2 - channel :: 3]
    return bytes(pixels)
