/// What the demo tells the person who started it.
enum DemoTexts {
    /// Everything runs.
    /// - Parameter example: the link of a unit that was stamped; nil when none was.
    static func welcome(_ url: String, _ folder: DemoFolder, example: String?) -> String {
        let keeping = folder.isTemporary ? ", and removed at the end (keep it with --state DIR)" : ""
        return """

            Everything runs. What to try:

              Buy       \(url)/m/\(DemoPlace.slug)
                        Press Buy, then the button that pays. Play money is worth nothing.
              Stamp     \(url)/operator/runs
                        Log in with what this prints: cat \(folder.coordinator)/operator.token
                        Order a run, watch its units pass, and click one: that is its passport.
            \(example.map { "  Scan      \($0)\n            What the symbol on a unit leads everybody to.\n" } ?? "")\
              Break     Type here: fault A1=jam, fault S1=misread*2, door open, help.

            The coordinator signed its own certificate, so the browser warns once: choose “Advanced”, then “Proceed”.
            Everything is in \(folder.path)\(keeping).
            The command line: \(Installation.executable) help, with --state \(folder.coordinator)
            Ctrl-C stops everything.
            """
    }

    /// A program was started again.
    static func restarted(_ name: String, _ reason: String) -> String {
        "The \(name) was started again: \(reason)."
    }
}
