extension DigitalLink {
    /// What the link names, then what that belongs to, up to its key: piece, lot, variant, product. Each is a path that
    /// a set of links may have as its anchor. A piece is told by product and serial alone, and a lot by product and lot
    /// alone, so these are among them too.
    package var levels: [String] {
        let path = elements.prefix { !$0.isAttribute }
        var levels: [String] = []
        for count in stride(from: path.count, through: 1, by: -1) {
            levels.append(self.path(of: path.prefix(count)))
            if count > 2, let last = path.prefix(count).last {
                levels.append(self.path(of: path.prefix(1), then: last))
            }
        }
        return levels
    }

    /// Whether it names one piece, whose serial somebody may guess.
    package var namesPiece: Bool {
        elements.contains { !$0.isAttribute && ($0.identifier.code == 21 || $0.identifier.code == 235) }
    }

    /// The beginnings of the key that may be the prefix of a company, longest first (GS1 General Specifications section
    /// 1.4.2: 4 to 12 digits); none when the key begins with something else.
    package var companyPrefixes: [String] {
        let digits = bytes(of: elements[0]).dropFirst(elements[0].identifier.prefixStart).prefix {
            EncodableCharacters.digits.contains($0)
        }
        return stride(from: min(12, digits.count), through: 4, by: -1).map {
            String(decoding: digits.prefix($0), as: UTF8.self)
        }
    }

    private func path(of elements: ArraySlice<Element>, then last: Element? = nil) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(64)
        for element in elements { append(element, to: &out) }
        if let last { append(last, to: &out) }
        return String(decoding: out, as: UTF8.self)
    }

    private func append(_ element: Element, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "/"))
        element.identifier.append(to: &out)
        out.append(UInt8(ascii: "/"))
        PercentEncoding.append(bytes(of: element), to: &out)
    }
}

extension ApplicationIdentifier {
    /// Writes its digits.
    fileprivate func append(to out: inout [UInt8]) {
        let digits = code < 100 ? 2 : code < 1_000 ? 3 : 4
        var divisor: UInt16 = digits == 2 ? 10 : digits == 3 ? 100 : 1_000
        while divisor > 0 {
            out.append(UInt8(ascii: "0") + UInt8(code / divisor % 10))
            divisor /= 10
        }
    }

    /// How many digits stand before the company prefix in a key: an indicator, an extension digit, or a filler.
    fileprivate var prefixStart: Int {
        switch code {
        case 0, 1, 8003, 8006: 1
        default: 0
        }
    }
}
