/// A YAML document without what a profile does not use: no tags, anchors or aliases, and text as keys only.
struct YAMLValue {
    enum Content {
        /// `plain` when it is written without quotes, so that `true` and `5` may be more than text.
        case scalar(String, plain: Bool)
        case sequence([YAMLValue])
        case mapping([YAMLEntry])
    }

    var content: Content
    var position: Position

    /// What it is, for messages.
    var kind: String {
        switch content {
        case .scalar(let text, true) where text.isEmpty || text == "~" || text == "null": "nothing"
        case .scalar(let text, _): "“\(text.prefix(40))”"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// One key of a mapping and its value.
struct YAMLEntry {
    var key: String
    var position: Position
    var value: YAMLValue
}
