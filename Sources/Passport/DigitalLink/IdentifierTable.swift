/// The application identifiers of GS1 with their forms, in a notation of our own: what the GS1 Barcode Syntax
/// Dictionary (release of January 2026; ref.gs1.org/tools/gs1-barcode-syntax-resource/syntax-dictionary) says of each.
///
/// A line is an identifier or a range of them, then `fixed` when no separator follows its value in an element string,
/// `query` when it may stand in the query of a link, and its parts: `N` digits, `X` set 82, `Y` set 39, `Z` base64url,
/// with a length or the most characters, in brackets when it may be missing, after a colon the check of it. `needs=`
/// has alternatives one of which must stand beside it, `not=` what may not; `n` stands for any digit.
enum IdentifierTable {
    /// 31nn to 36nn, the measures, each followed by the number of decimals, 0 to 5.
    private static let measures: [(families: ClosedRange<Int>, needs: String)] = [
        (310...316, "01,02"), (320...329, "01,02"), (330...336, "00,01"), (337...337, "01"), (340...349, "00,01"),
        (350...352, "01,02"), (353...355, "00,01"), (356...357, "01,02"), (360...361, "01,02"), (362...363, "00,01"),
        (364...366, "01,02"), (367...369, "00,01"),
    ]

    /// All lines.
    static let lines: [Substring] =
        text.split(separator: "\n")
        + measures.flatMap { families, needs in
            families.map { "\($0)0-\($0)5 fixed query N6 needs=\(needs) not=\($0)n" }
        }

    private static let text = """
        00 fixed query N18:check
        01 fixed query N14:check not=255,37
        02 fixed query N14:check needs=37 not=01,03
        03 fixed N14:check not=01,02,37
        10 query X..20 needs=01,02,03,8006,8026
        11 fixed query N6:day0 needs=01,02,03,8006,8026
        12 fixed query N6:day0 needs=8020
        13 fixed query N6:day0 needs=01,02,03,8006,8026
        15-16 fixed query N6:day0 needs=01,02,03,8006,8026
        17 fixed query N6:day0 needs=01,02,03,255,8006,8026
        20 fixed query N2 needs=01,02,8006,8026
        21 X..20 needs=01,03,8006 not=235
        22 X..20 needs=01
        235 X..28 needs=01
        240-241 query X..30 needs=01,02,8006,8026
        242 query N..6 needs=01,02,8006,8026
        243 query X..20 needs=01
        250 query X..30 needs=01,8006 needs=21
        251 query X..30 needs=01,8006
        253 query N13:check [X..17]
        254 X..20 needs=414
        255 query N13:check [N..12] not=01,02,415,8006,8020,8026
        30 query N..8 needs=01,02
        37 query N..8 needs=00 needs=02,8026
        3900-3909 query N..15 needs=255,8020 not=390n,391n,394n,8111
        3910-3919 query N3 N..15 needs=8020 not=391n
        3920-3929 query N..15 needs=01 needs=30,31nn,32nn,35nn,36nn not=392n,393n
        3930-3939 query N3 N..15 needs=30,31nn,32nn,35nn,36nn not=393n
        3940-3943 query N4 needs=255 not=394n,8111
        3950-3955 query N6 needs=30,31nn,32nn,35nn,36nn not=392n,393n,395n,8005
        400 query X..30
        401 query X..30:prefix
        402 query N17:check
        403 query X..30 needs=00
        410-414 fixed query N13:check
        415 fixed query N13:check needs=8020
        416-417 fixed query N13:check
        420 query X..20 not=421
        421 query N3 X..9 not=4307
        422 query N3 needs=01,02,8006,8026 not=426
        423 query N3 [N3] [N3] [N3] [N3] needs=01,02 not=426
        424 query N3 needs=01,02 not=426
        425 query N3 [N3] [N3] [N3] [N3] needs=01,02 not=426
        426 query N3 needs=01,02
        427 query X..3 needs=01,02 needs=422
        4300-4301 query X..35 needs=00
        4302 query X..70 needs=00
        4303 query X..70 needs=4302
        4304-4306 query X..70 needs=00
        4307 query X2 needs=00
        4308 query X..30 needs=00
        4309 query N10 N10 needs=00
        4310-4311 query X..35 needs=00
        4312 query X..70 needs=00
        4313 query X..70 needs=4312
        4314-4316 query X..70 needs=00
        4317 query X2 needs=00
        4318 query X..20 needs=00
        4319 query X..30 needs=00
        4320 query X..35 needs=00
        4321-4323 query N1:bit needs=00
        4324-4325 query N6:day0 N4:time needs=00
        4326 query N6:day needs=00
        4330 query N6 [X1:minus] needs=00 not=4331
        4331 query N6 [X1:minus] needs=00 not=4330
        4332 query N6 [X1:minus] needs=00 not=4333
        4333 query N6 [X1:minus] needs=00 not=4332
        7001 query N13 needs=01,02,8006,8026
        7002 query X..30 needs=01,02
        7003 query N6:day N4:time needs=01,02
        7004 query N..4 needs=01 needs=10
        7005 query X..12 needs=01,02
        7006 query N6:day needs=01,02
        7007 query N6:day [N6:day] needs=01,02
        7008 query X..3 needs=01,02
        7009 query X..10 needs=01,02
        7010 query X..2 needs=01,02
        7011 query N6:day [N4:time] needs=01,02
        7020 query X..20 needs=01,8006 needs=416
        7021 query X..20 needs=01,8006
        7022 query X..20 needs=7021
        7023 query X..30:prefix
        7030-7039 query N3 X..27 needs=01,02
        7040 N1 X1 X1 X1:set64
        7041 X..4 needs=00
        710-716 query X..20 needs=01
        7230-7239 query X2 X..28 needs=01,8004
        7240 query X..20 needs=01,8006
        7241 query N2 needs=8017,8018
        7242 query X..25 needs=8017,8018
        7250 query N8:longday needs=8018 not=7251
        7251 query N8:longday N4:time needs=8018 not=7250
        7252 query N1 needs=8018
        7253-7254 query X..40 needs=8017,8018 not=7256,7259
        7255 query X..10 needs=8017,8018 not=7256,7259
        7256 query X..90 needs=8017,8018
        7257 query X..70 needs=8018
        7258 query X3 needs=8018+7259
        7259 query X..40 needs=8018 not=7256
        8001 query N4:positive N5:positive N3:positive N1 N1 needs=01
        8002 query X..20
        8003 query N1:zero N13:check [X..16]
        8004 query X..30:prefix
        8005 query N6 needs=01,02
        8006 query N14:check N4:piece not=01,37
        8007 query X..34 needs=415
        8008 query N6:day N2:hour [N2:sixty] [N2:sixty] needs=01,02
        8009 query X..50 needs=00,01
        8010 query Y..30:prefix
        8011 N..12:noleadingzero needs=8010
        8012 query X..20 needs=01,8006
        8013 query X..25:pair
        8014 X..25:pair needs=01
        8017 query N18:check not=8018
        8018 query N18:check not=8017
        8019 N..10 needs=8017,8018
        8020 X..25 needs=415
        8026 query N14:check N4:piece needs=37 not=02,8006
        8030 query Z..90 needs=00,01+21,253,255,8003,8004,8006+21,8010+8011,8017,8018
        8110 query X..70
        8111 query N4 needs=255
        8112 query X..70
        8200 X..70 needs=01
        90 query X..30
        91-99 query X..90
        """
}
