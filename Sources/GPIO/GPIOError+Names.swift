// The errors every implementation words alike.
extension GPIOError {
    static func chipNotFound(_ label: String, present: [String]) -> GPIOError {
        let others =
            present.isEmpty
            ? "there is no GPIO chip at all; is this a board with GPIO, and is its driver loaded?"
            : "present are \(present.map { "“\($0)”" }.joined(separator: ", ")); `gpiodetect` shows labels in brackets"
        return GPIOError(.chipNotFound, "no chip has the label “\(label)”: \(others)")
    }

    static func lineNotFound(_ name: LineName) -> GPIOError {
        GPIOError(
            .lineNotFound,
            "chip “\(name.chip)” has no line named “\(name.line)”; `gpioinfo` shows the names in quotes"
        )
    }

    static func lineBusy(_ name: LineName, consumer: String?) -> GPIOError {
        let holder = consumer.map { "“\($0)” holds it" } ?? "someone holds it"
        return GPIOError(.lineBusy, "\(name) is in use: \(holder); stop that program or choose another line")
    }
}
