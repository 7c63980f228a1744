import Testing

@Suite("Licences")
struct LicenceTests {
    @Test(
        arguments: [
            ("Apache License\n   Version 2.0, January 2004", [.apache2]),
            (
                "Apache License Version 2.0 ... ## Runtime Library Exception to the Apache 2.0 License: ##",
                [.apache2Runtime]
            ),
            ("// Licensed under the Apache License, Version 2.0 (the \"License\");", [.apache2]),
            ("Permission is hereby granted, free of charge, to any person\nobtaining a copy", [.mit]),
            ("Redistribution and use in source and binary forms, with or without", [.bsd2]),
            ("Redistribution and use in source and binary forms ... Neither the name of", [.bsd3]),
            (
                "/* Permission to use, copy, modify, and/or distribute this\n * software for any purpose with",
                [.isc]
            ),
            ("To the extent possible under law, the implementer has waived all copyright", [.cc0]),
            ("GNU Lesser General Public License ... either version 2.1 of the License", [.lgpl21]),
            ("GNU General Public License ... GCC Runtime Library Exception", [.gcc]),
            ("the GNU General Public License as published by", [.gpl]),
            ("You may use this on Tuesdays.", []),
        ] as [(String, Set<Licence>)]
    )
    func areRecognisedByTheirWords(text: String, licences: Set<Licence>) {
        #expect(Licence.recognised(in: text) == licences)
    }

    @Test func theGPLIsNeverAllowedAndTheLGPLOnlyLoaded() {
        #expect(!Licence.gpl.isAllowed(.loaded))
        #expect(Licence.lgpl21.isAllowed(.loaded) && !Licence.lgpl21.isAllowed(.inside))
        #expect(Licence.allCases.filter { !$0.isAllowed(.loaded) } == [.gpl])
    }

    private static let copyright = """
        Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

        Files: *
        Copyright: 2020 Somebody
        License: GPL-3+

        Files:
            backend/*
            tools/*
        Copyright:
            2020 Somebody
        License: BSD-3-Clause~project and MIT

        Files: backend/odd.c
        License: LGPL-2+

        Files: backend/tests/data.txt
        License: Tuesday-1.0

        License: GPL-3+
         The words of it.
        """

    @Test func aPartOfADebianPackageHasItsOwn() {
        #expect(DebianCopyright.licences(of: "*", in: Self.copyright) == [.gpl])
        #expect(DebianCopyright.licences(of: "backend/", in: Self.copyright) == [.bsd3, .mit, .lgpl2])
        #expect(DebianCopyright.licences(of: "tools/", in: Self.copyright) == [.bsd3, .mit])
        #expect(DebianCopyright.licences(of: "other/", in: Self.copyright) == [])
    }

    @Test func aNameThatNobodyKnowsMakesAllUnknown() {
        let text = Self.copyright.split(separator: "LGPL-2+").joined(separator: "Monday-1.0")
        #expect(DebianCopyright.licences(of: "backend/", in: text) == [])
    }
}
