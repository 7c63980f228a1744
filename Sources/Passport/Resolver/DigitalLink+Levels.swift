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
                levels.append(self.path(of: [path[0], last]))
            }
        }
        return levels
    }

    /// Whether it names one piece, whose serial somebody may guess.
    package var namesPiece: Bool {
        elements.contains { !$0.isAttribute && [21, 235].contains($0.identifier.code) }
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

    private func path(of elements: some Collection<Element>) -> String {
        var out: [UInt8] = []
        for element in elements {
            out.append(contentsOf: "/\(element.identifier)/".utf8)
            PercentEncoding.append(bytes(of: element), to: &out)
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension ApplicationIdentifier {
    /// How many digits stand before the company prefix in a key: an indicator, an extension digit, or a filler.
    fileprivate var prefixStart: Int {
        switch code {
        case 0, 1, 8003, 8006: 1
        default: 0
        }
    }
}
