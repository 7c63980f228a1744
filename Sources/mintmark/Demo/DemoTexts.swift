/// What the demo tells the person who started it.
enum DemoTexts {
    /// Everything runs.
    static func welcome(_ url: String, _ folder: DemoFolder) -> String {
        """

        The shop is open.

          Page     \(url)/m/\(DemoPlace.slug)
                   The coordinator signed its own certificate, so the browser warns once:
                   choose “Advanced”, then “Proceed to 127.0.0.1” (Firefox: “Accept the Risk”).
          Pay      Press Buy, then the button that pays with play money. Play money is worth nothing.
          Health   \(url)/readyz, and in full:
                   curl --cacert \(folder.coordinator)/tls.crt \\
                     -H "Authorization: Bearer $(cat \(folder.coordinator)/operator.token)" \(url)/health
          Sales    \(Installation.executable) sale list --state \(folder.coordinator)
          State    \(folder.path)\(folder.isTemporary ? " (removed at the end; keep one with --state DIR)" : "")
                   Logs are in logs, and firings.log has every turn of a motor.
          Play     Type here what happens to the machine: fault A1=jam, door open, firings, help.

        Ctrl-C stops everything.
        """
    }

    /// A program was started again.
    static func restarted(_ name: String, _ reason: String) -> String {
        "The \(name) was started again: \(reason)."
    }
}
