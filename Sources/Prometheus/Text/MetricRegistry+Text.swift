extension MetricRegistry {
    /// Everything that is known now.
    /// - Parameters:
    ///   - samples: figures of declared metrics that were looked up for this answer. Those of others are left out.
    ///   - format: how to write it.
    package func text(_ samples: [MetricSample] = [], as format: MetricFormat = .prometheus) -> String {
        let looked = Dictionary(grouping: samples, by: \.name)
        var text = MetricText(format: format)
        for family in families {
            let declaration = family.declaration
            let values = (looked[declaration.name] ?? []).map(\.value).filter(declaration.fits)
            text.add(declaration, values.isEmpty ? family.values : values)
        }
        return text.finished
    }
}

extension MetricDeclaration {
    /// Whether a value has this metric's labels, and is of its kind.
    fileprivate func fits(_ value: MetricValue) -> Bool {
        guard value.labels.count == labels.count else { return false }
        switch value.reading {
        case .number: return kind != .histogram
        case .distribution: return kind == .histogram
        }
    }
}
