// Color tables as Matplotlib has them (lib/matplotlib/_cm_listed.py: viridis and magma by Stéfan
// van der Walt and Nathaniel Smith, twilight by Bastian Bechtold, all CC0; turbo by Anton
// Mikhailov, Google, Apache 2.0): 256 times red, green and blue, as base64 (RFC 4648). Twilight has
// 510 colors there, of which these are 256 at equal distances.

import ShmChannel

extension ColorTable {
  var base64: String {
    switch self {
    case .viridis: Self.viridisColours
    case .turbo: Self.turboColours
    case .magma: Self.magmaColours
    case .twilight: Self.twilightColours
    }
  }

  private static let viridisColours = """
    RAFURAJWRQRXRQVZRgdaRghcRgpdRgteRw1gRw5hRxBjRxFkRxNlSBRnSBZoSBdpSBhqSBpsSBttSBxuSB1vSB9wSCBx\
    SCFzSCN0SCR1SCV2SCZ3SCh4SCl5Ryp6Ryx6Ry17Ry58Ry99RjB+RjJ+RjN/RjSARTWBRTeBRTiCRDmDRDqDRDuEQz2E\
    Qz6FQj+FQkCGQkGGQUKHQUSHQEWIQEaIP0eIP0iJPkmJPkqJPkyKPU2KPU6KPE+KPFCLO1GLO1KLOlOLOlSMOVWMOVaM\
    OFiMOFmMN1qMN1uNNlyNNl2NNV6NNV+NNGCNNGGNM2KNM2ONMmSOMmWOMWaOMWeOMWiOMGmOMGqOL2uOL2yOLm2OLm6O\
    Lm+OLXCOLXGOLHGOLHKOLHOOK3SOK3WOKnaOKneOKniOKXmOKXqOKXuOKHyOKH2OJ36OJ3+OJ4COJoGOJoKOJoKOJYOO\
    JYSOJYWOJIaOJIeOI4iOI4mOI4qNIouNIoyNIo2NIY6NIY+NIZCNIZGMIJKMIJKMIJOMH5SMH5WLH5aLH5eLH5iLH5mK\
    H5qKHpuKHpyJHp2JH56JH5+IH6CIH6GIH6GHH6KHIKOGIKSGIaWFIaaFIqeFIqiEI6mDJKqDJauCJayCJq2BJ62BKK6A\
    Ka9/KrB/LLF+LbJ9LrN8L7R8MbV7MrZ6NLZ5Nbd5N7h4OLl3Orp2O7t1Pbx0P7xzQL1yQr5xRL9wRsBvSMFuSsFtTMJs\
    TsNrUMRqUsVpVMVoVsZnWMdlWshkXMhjXsliYMpgY8tfZcteZ8xcac1bbM1abs5YcM9Xc9BWddBUd9FTetFRfNJQf9NO\
    gdNNhNRLhtVJidVIi9ZGjtZFkNdDk9dBldhAmNg+m9k8ndk7oNo5oto3pds2qNs0qtwyrdwwsN0vst0ttd4ruN4put4o\
    vd8mwN8lwt8jxeAhyOAgyuEfzeEd0OEc0uIb1eIa2OIZ2uMZ3eMY3+MY4uQY5eQZ5+QZ6uUa7OUb7+Uc8eUd9OYe9uYg\
    +OYh++cj/ecl
    """

  private static let turboColours = """
    MBI7MhVDMxhKNBtRNR5YNiFfNyRmOCdtOSpzOi15Oy+APDKGPTWLPjiRPzuXPz6cQECiQUOnQUasQkmxQku1Q066RFG/\
    RFTDRFbHRVnLRVzPRV7TRmHWRmTaRmbdRmngRmvjR27mR3HpR3PrR3buR3jwR3vyRn30RoD2RoL4RoX6Rof7RYr8RYz9\
    RI/+Q5H+QpT/QZb/QJn/Ppv+PZ7+O6D9OqP8OKX7N6j6Nav4M633Ma/1L7L0LrTyLLfwKrnuKLzrJ77pJcDnI8PkIsXi\
    IMffH8ndHsvaHM3YG9DVGtLSGtTQGdXNGNfKGNnIGNvFGN3CGN7AGOC9GeK7GeO5GuS2HOa0HeeyH+mvIOqsIuuqJeyn\
    J+6kKu+hLPCeL/GbMvKYNfOUOPSRPPWOP/aKQ/eHRviESviATvl9Uvp6Vfp2WftzXfxvYfxsZf1paf1mbf5icf5fdf5c\
    ef5Zff9WgP9ThP9RiP9Oi/9Lj/9Jkv9Hlv5Emf5CnP5An/0/of09pPw8p/w6qfs5rPs4r/o3sfk2tPg2t/c1ufY1vPU0\
    vvQ0wfM0w/E0xvA0yO80y+00zew00Oo00uk11Oc11+U12eQ22+I23eA339834d0349s45dk459c56dU569M57NE67s86\
    78068cs68sk69Mc69cU69sM698E6+L45+bw5+ro5+7g4+7Y3/LM2/LE2/a41/aw0/qkz/qcy/qQx/qEw/p4v/pst/pks\
    /pYr/pMq/pAp/Y0n/Yom/Icl/IQj+4Ei+34h+nsf+Xge+XUd+HIc928a9mwZ9WkY9GYX82MV8mAU8V0T8FsS71gR7VUQ\
    7FMP61AO6k4N6EsM50kM5UcL5EUK4kMK4UEJ3z8I3T0I3DsH2jkH2DcG1jUG1DMF0jEF0C8Fzi0EzCsEyioEyCgDxSYD\
    wyUDwSMCviECvCACuR4Ctx0CtBsBshoBrxgBrBcBqRYBpxQBpBMBoRIBnhABmw8BmA4BlQ0BkgsBjgoBiwkCiAgChQcC\
    gQYCfgUCegQD
    """

  private static let magmaColours = """
    AAAEAQAFAQEGAQEIAgEJAgILAgINAwMPAwMSBAQUBQQWBgUYBgUaBwYcCAceCQcgCggiCwkkDAkmDQopDgsrEAstEQwv\
    Eg0xEw00FA42FQ44Fg87GA89GRA/GhBCHBBEHRFHHhFJIBFLIRFOIhFQJBJTJRJVJxJYKRFaKhFcLBFfLRFhLxFjMRFl\
    MxBnNBBpNhBrOBBsOQ9uOw9wPQ9xPw9yQA90Qg91RA92RRB3RxB4SRB4ShB5TBF6ThF7TxJ7URJ8UhN8VBN9VhR9VxV+\
    WRV+WhZ+XBZ/XRd/Xxh/YBiAYhmAZBqAZRqAZxuAaByBahyBax2BbR2Bbh6BcB+Bch+BcyCBdSGBdiGBeCKBeSKCeyOC\
    fCOCfiSCgCWCgSWBgyaBhCaBhieBiCeBiSiBiymBjCmBjiqBkCqBkSuBkyuAlCyAliyAmC2AmS2Amy5/nC5/ni9/oC9/\
    oTB+ozB+pTF+pjF9qDJ9qjN9qzN8rTR8rjR7sDV7sjV7szZ6tTZ6tzd5uDd5ujh4vDl4vTl3vzp3wDp2wjt1xDx1xTx0\
    xz1zyD5zyj5yzD9xzUBxz0Bw0EFv0kJv00Nu1URt1kVs2EVs2UZr20dq3Ehp3klo30po4Exn4k1m405l5E9k5VBk51Jj\
    6FNi6VRi6lZh61dg7Fhg7Vpf7lte711e8F9e8WBd8mJd8mRc82Vc9Gdc9Glc9Wtc9mxc9m5c93Bc93Jc+HRc+HZc+Xhd\
    +Xld+Xtd+n1e+n9e+oFf+4Nf+4Vg+4dh/Ilh/Ipi/Ixj/I5k/JBl/ZJm/ZRn/ZZo/Zhp/Zpq/Ztr/p1s/p9t/qFu/qNv\
    /qVx/qdy/qlz/qp0/qx2/q53/rB4/rJ6/rR7/rZ8/rd+/rl//ruB/r2C/r+E/sGF/sKH/sSI/saK/siM/sqN/syP/s2Q\
    /s+S/tGU/tOV/tWX/teZ/tia/dqc/dye/d6g/eCh/eKj/eOl/eWn/eep/emq/eus/Oyu/O6w/PCy/PK0/PS2/Pa4/Pe5\
    /Pm7/Pu9/P2/
    """

  private static let twilightColours = """
    4tni4dni4Nni3tnh3dng3Nnf2tjf2Nje1tfd1Nbc0tXb0NTZzdPYy9LXyNDWxc/Vws7Uv8zTvMvRucnQtsjPs8bOsMXN\
    rcPNqsLMp8DLpL7Kob3JnrvJnLnImbjIlrbHk7TGkbLGjrHFjK/Fia3Fh6vEhanEgqfDgKXDfqTDfKLCeqDCeJ7CdpzB\
    dZrBc5jBcZbBcJTAbpLAbZDAbI6/a4y/aYq/aIi+Z4a+ZoS9ZoK9ZX+9ZH28Y3u8Y3m7Yne7YnW6YXK6YXC5YG64YGy4\
    YGm3YGe2X2W1X2K0X2C0X16zX1uyX1mxX1ewXlSuXlKtXk+sXk2rXkupXkioXkamXkOlXUGjXT6hXTygXTqeXDecXDWa\
    WzKYWzCVWi6TWiuQWSmOWCeLVyWIVyOFViGCVR9/Ux58Uhx5URp1TxlyThhvTBdrSxZoSRVkRxRhRhReRBNaQhJXQRJU\
    PxJRPRFOPBFLOhFJORFGNxFENhFCNRFANBE+MxE8MhI6MRM5MBQ3LxQ2MRM3MhI3MxI3NBI4NhE4NxE5ORE6OhE6PBE7\
    PhE8QBI9QhI+RBI/RxNASRNBSxNCThRDUBREUxVFVhVGWBZHWxZIXRdJYBhKYxhLZRlMaBpNaxtNbRtOcBxOch1PdR5P\
    eB9PeiBQfSFQfyNQgSRQhCVQhidQiChQiypQjStQjy1QkS9QkzBQlTJQlzRQmTZQmzhQnTpQnzxQoD5QokBQpEJQpURQ\
    p0ZQqUhQqkpQrExQrU5Rr1FRsFNRsVVSs1dStFpTtVxUtl5UuGFVuWNWumVXu2hXvGpYvWxavm9bv3FcwHRdwHZfwXlg\
    wntiw31jxIBlxIJnxYVpxodrxoptx4xvx49yyJF0yJR3yZZ5ypl8ypt/y52Cy6CFzKKHzKWLzaeOzqmRzqyUz66X0LCb\
    0LOe0bWh0rel07mo1Lys1L6v1cCz1sK218S52Ma92cjA2srD28vG3M3K3M/N3dDP3tLS3tPU39TX4NbZ4Nfa4dfc4dje\
    4tjf4tnh4tni
    """
}
