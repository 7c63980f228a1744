/// Parses links over their bytes, with two allocations for a link that is right: the elements and their values.
enum DigitalLinkParser {
    private typealias Link = DigitalLink

    /// Where the parts of a link are.
    private struct Layout {
        var pathStart = 0
        var pathEnd = 0
        var queryStart = 0
        var queryEnd = 0
        var keyStart = 0
    }

    static func parse(_ bytes: Span<UInt8>, _ tolerance: DigitalLink.Tolerance) throws(PassportError) -> DigitalLink {
        guard bytes.count <= Link.maximumBytes else {
            throw PassportError(
                .tooLong,
                "The link has \(bytes.count) bytes; at most \(Link.maximumBytes) are taken.",
                at: Link.maximumBytes
            )
        }
        var layout = try layout(of: bytes)
        if tolerance.contains(.trailingSlash), layout.pathEnd > layout.pathStart + 1,
            bytes[layout.pathEnd - 1] == UInt8(ascii: "/")
        {
            layout.pathEnd -= 1
        }
        layout.keyStart = try keyStart(in: bytes, layout)
        var values = LinkValues(capacity: bytes.count)
        values.takeStem(bytes.extracting(0..<layout.keyStart))
        try takePath(of: bytes, layout, tolerance, into: &values)
        let pathCount = values.elements.count
        if layout.queryStart < layout.queryEnd { try takeQuery(of: bytes, layout, into: &values) }
        if values.elements.count > pathCount {
            try LinkRules.check(values.elements, pathCount, at: layout.queryStart)
        }
        return DigitalLink(elements: values.elements, storage: values.storage, stemCount: layout.keyStart)
    }

    /// Scheme and host, and where path and query end.
    private static func layout(of bytes: Span<UInt8>) throws(PassportError) -> Layout {
        guard let hostStart = LinkCharacters.schemeEnd(in: bytes) else {
            throw PassportError(.badScheme, "The link does not begin with https:// or http://.", at: 0)
        }
        var index = hostStart
        while index < bytes.count, bytes[index] != UInt8(ascii: "/") {
            guard LinkCharacters.ofHost.contains(bytes[index]) else {
                throw PassportError(.badHost, "The host of the link has a character that no host has.", at: index)
            }
            index &+= 1
        }
        guard index > hostStart, index < bytes.count else {
            throw PassportError(.badHost, "The link has no \(index > hostStart ? "path" : "host").", at: index)
        }
        var layout = Layout(pathStart: index, pathEnd: bytes.count, queryStart: bytes.count, queryEnd: bytes.count)
        while index < bytes.count {
            let byte = bytes[index]
            guard LinkCharacters.ofURI.contains(byte) else {
                throw PassportError(
                    .badCharacter,
                    "The link has a character that no link has; percent-encode it.",
                    at: index
                )
            }
            if byte == UInt8(ascii: "#") {
                layout.pathEnd = min(layout.pathEnd, index)
                layout.queryEnd = index
                break
            }
            if byte == UInt8(ascii: "?"), layout.pathEnd == bytes.count {
                layout.pathEnd = index
                layout.queryStart = index + 1
            }
            index &+= 1
        }
        return layout
    }

    /// Goes back from the end of the path, pair by pair, to the slash before the right-most primary key.
    private static func keyStart(in bytes: Span<UInt8>, _ layout: Layout) throws(PassportError) -> Int {
        var end = layout.pathEnd
        while let valueSlash = lastSlash(in: bytes, layout.pathStart, end),
            let slash = lastSlash(in: bytes, layout.pathStart, valueSlash),
            let identifier = ApplicationIdentifier(bytes.extracting(slash &+ 1..<valueSlash))
        {
            if KeyQualifiers.lists(of: identifier) != nil { return slash }
            end = slash
        }
        throw PassportError(
            .noKey,
            "The path of the link does not end with a primary key of GS1 and its qualifiers, such as /01/ and a GTIN.",
            at: end
        )
    }

    @inline(__always)
    private static func lastSlash(in bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var index = end &- 1
        while index >= start {
            if bytes[index] == UInt8(ascii: "/") { return index }
            index &-= 1
        }
        return nil
    }

    private static func takePath(
        of bytes: Span<UInt8>,
        _ layout: Layout,
        _ tolerance: DigitalLink.Tolerance,
        into values: inout LinkValues
    ) throws(PassportError) {
        var slash = layout.keyStart
        while slash < layout.pathEnd {
            var valueSlash = slash &+ 1
            while bytes[valueSlash] != UInt8(ascii: "/") { valueSlash &+= 1 }
            var end = valueSlash &+ 1
            while end < layout.pathEnd, bytes[end] != UInt8(ascii: "/") { end &+= 1 }
            guard let identifier = ApplicationIdentifier(bytes.extracting(slash &+ 1..<valueSlash)) else {
                preconditionFailure("the identifiers of the path were found before")
            }
            try values.take(
                identifier,
                bytes,
                valueSlash &+ 1..<end,
                isAttribute: false,
                isShortGTINAllowed: tolerance.contains(.shortGTIN)
            )
            slash = end
        }
        try LinkRules.checkPath(values.elements, at: layout.keyStart)
    }

    private static func takeQuery(
        of bytes: Span<UInt8>,
        _ layout: Layout,
        into values: inout LinkValues
    ) throws(PassportError) {
        var start = layout.queryStart
        while start < layout.queryEnd {
            var end = start
            var equals: Int?
            while end < layout.queryEnd, bytes[end] != UInt8(ascii: "&") {
                if equals == nil, bytes[end] == UInt8(ascii: "=") { equals = end }
                end += 1
            }
            if let equals, equals > start, LinkCharacters.areDigits(bytes.extracting(start..<equals)) {
                guard let identifier = ApplicationIdentifier(bytes.extracting(start..<equals)) else {
                    throw PassportError(
                        .unknownIdentifier,
                        "The query has a number that is no application identifier.",
                        at: start
                    )
                }
                try values.take(identifier, bytes, equals + 1..<end, isAttribute: true, isShortGTINAllowed: true)
            }
            start = end + 1
        }
    }
}
