import Passport

extension FuzzTarget {
    /// GS1 Digital Links as a scanner or a stranger sends them. What is taken has one canonical form.
    static let digitalLink = FuzzTarget(
        name: "digital-link",
        maximumBytes: 2_100,
        seeds: {
            [
                FuzzSeed("gtin", "https://id.gs1.org/01/09520123456788"),
                FuzzSeed("serial", "https://id.example.com/01/09520123456788/21/4Q7ZK2M9XW3T"),
                FuzzSeed(
                    "all",
                    "https://id.example.com/a/b/01/09520123456788/22/2A/10/LOT%2F1/21/S-1?17=271231&11=261130"
                ),
                FuzzSeed("short", "http://example.com:8080/01/9520123456788/"),
                FuzzSeed("capitals", "HTTPS://ID.EXAMPLE.COM/01/09520123456788/21/ABC"),
                FuzzSeed("container", "https://id.gs1.org/00/195212345678901232"),
                FuzzSeed("place", "https://id.gs1.org/414/9521321000025/254/A"),
                FuzzSeed("escapes", "https://id.gs1.org/01/09520123456788/21/%21%22%25%2f?linkType=gs1:pip&x=%zz"),
                FuzzSeed("host", "https://[::1]:443/01/09520123456788"),
                FuzzSeed("twice", "https://id.gs1.org/01/09520123456788/01/09520123456788/21/A?21=B", isTaken: false),
            ]
        },
        check: { bytes in
            var isTaken = false
            for tolerance in [[], .trailingSlash, .shortGTIN, [.trailingSlash, .shortGTIN]] as [DigitalLink.Tolerance] {
                guard let link = try? DigitalLink(bytes, tolerating: tolerance) else { continue }
                try DigitalLinkCheck.taken(link)
                isTaken = true
            }
            return isTaken
        }
    )
}

private enum DigitalLinkCheck {
    /// What must hold of a link that was taken.
    static func taken(_ link: DigitalLink) throws {
        let canonical = try again(link.canonical)
        try FuzzFinding.unless(canonical.canonical == link.canonical, "the canonical form has another: \(link)")
        let own = try again(link.text)
        try FuzzFinding.unless(
            own.canonical == link.canonical,
            "written and read again it says something else: \(link)"
        )
        try FuzzFinding.unless(own.identity == link.identity, "written and read again it names something else: \(link)")
        _ = try again(link.identity)
        for path in link.pathsUpward { _ = try again(DigitalLink.canonicalStem + path) }
        if let capitals = try? link.uppercaseText() {
            try FuzzFinding.unless(
                try again(capitals).canonical == link.canonical,
                "in capitals it says something else: \(capitals)"
            )
        }
        _ = link.elementString()
        _ = link.bracketed
        _ = (link.gtin, link.serial, link.lot, link.variant)
    }

    private static func again(_ text: String) throws -> DigitalLink {
        do {
            return try DigitalLink(text)
        } catch {
            throw FuzzFinding("it is written as \(text), which is refused: \(error)")
        }
    }
}
