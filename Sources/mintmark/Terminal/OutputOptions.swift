import ArgumentParser

/// How commands show what they found.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print the API's JSON exactly as it came, for scripts.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print nothing but ids, one per line.")
    var quiet = false

    @Flag(name: .customLong("utc"), help: "Show times in UTC instead of this computer's zone.")
    var isUTC = false

    func validate() throws {
        guard !json || !quiet else { throw ValidationError("--json and --quiet can't both be; leave one out.") }
    }

    /// How this terminal shows things.
    var presentation: Presentation { .current(isUTC: isUTC) }

    /// Shows an answer: as JSON, as ids, or as text.
    /// - Parameters:
    ///   - reply: the answer.
    ///   - ids: the ids in it.
    ///   - text: what a person reads.
    func show<Value>(_ reply: Reply<Value>, ids: (Value) -> [String], text: (Value, Presentation) -> String) {
        if json {
            Terminal.put(reply.bytes + Array("\n".utf8))
        } else if quiet {
            for id in ids(reply.value) { Terminal.say(id) }
        } else {
            Terminal.put(text(reply.value, presentation))
        }
    }

    /// Says that something is done whose answer is empty; then the API has no JSON to print.
    func confirm(_ id: String, _ text: String) {
        if quiet {
            Terminal.say(id)
        } else if !json {
            Terminal.say(text)
        }
    }
}
