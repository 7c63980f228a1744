/// The fault script of the command line, apart for each machine.
enum DemoFaults {
    /// The entries that name a station, and the others.
    static func apart(_ text: String, stations: [String]) -> (line: String, vending: String) {
        let entries = text.split(separator: ",")
        let isLine = { (entry: Substring) in
            stations.contains(String(entry.prefix { $0 != "=" }.filter { !$0.isWhitespace }))
        }
        return (
            entries.filter(isLine).joined(separator: ","), entries.filter { !isLine($0) }.joined(separator: ",")
        )
    }
}
