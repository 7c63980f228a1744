/// What the coordinator answers, as far as this program reads it. `--json` prints the whole answer as it came.
enum Answers {
    /// A member that may be a text.
    struct Text: Decodable, Sendable {
        let text: String?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self.text = text
            } else if let number = try? container.decode(Int64.self) {
                text = String(number)
            } else {
                text = (try? container.decode(Bool.self)).map { String($0) }
            }
        }
    }
}
