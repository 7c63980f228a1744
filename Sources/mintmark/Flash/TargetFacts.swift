import Protocol

/// What a computer said of itself before it is flashed. Pure: `script` asks, `init` reads the answer.
struct TargetFacts: Equatable, Sendable {
    /// A slot that holds a release.
    struct Slot: Equatable, Sendable {
        var version: String
        var number: Int64
    }

    /// How the last flash of it ended.
    struct Outcome: Equatable, Sendable {
        /// `kept` or `returned`.
        var word: String
        var version: String
        var number: Int64
        /// Seconds since 1970, by its clock.
        var at: Int64
        var reason: String
    }

    /// Values by their names, each the rest of a line.
    private let values: [String: String]
    /// The files of the slot that runs: SHA-256 by path.
    let digests: [String: String]
    /// What was uploaded earlier and not used yet: bytes by SHA-256.
    let incoming: [String: Int64]
    /// The shared libraries that it has.
    let libraries: Set<String>
    /// What the running agent says; nil when it does not answer.
    let status: AgentStatus?

    /// Asks for everything, changes nothing, needs no root but for what only root may read.
    static let script = #"""
        home=/opt/mintmark/agent
        say() { printf '%s %s\n' "$1" "$(printf '%s' "$2" | tr -d '\000' | head -1)"; }
        if [ "$(id -u)" = 0 ]; then say sudo yes; root=; elif sudo -n true 2>/dev/null; then say sudo yes; root='sudo -n'; else say sudo no; root=; fi
        say system "$( . /etc/os-release 2>/dev/null; echo "$PRETTY_NAME")"
        say kernel "$(uname -sr)"
        say architecture "$(dpkg --print-architecture 2>/dev/null || uname -m)"
        say model "$(cat /proc/device-tree/model 2>/dev/null)"
        say systemd "$(systemctl --version 2>/dev/null | sed -n '1s/^systemd \([0-9]*\).*/\1/p')"
        say package "$(dpkg-query -W -f '${db:Status-Status} ${Version}' mintmark-agent 2>/dev/null | sed -n 's/^installed //p')"
        for libs in gpiod modbus; do say "lib$libs" "$(dpkg-query -W -f '${db:Status-Status} ${Version}\n' "lib$libs*" 2>/dev/null | sed -n 's/^installed //p' | head -1)"; done
        say free "$(df -Pk /opt 2>/dev/null | sed -n '2p' | tr -s ' ' | cut -d' ' -f4)"
        say clock "$(date +%s)"
        say synchronised "$(timedatectl show -P NTPSynchronized 2>/dev/null)"
        say persist "$(cat /sys/module/pinctrl_bcm2835/parameters/persist_gpio_outputs 2>/dev/null)"
        say chips "$(ls /dev/gpiochip* 2>/dev/null | wc -l)"
        for tool in systemctl systemd-run journalctl sha256sum timeout udevadm systemd-sysusers; do command -v "$tool" >/dev/null || say lacks "$tool"; done
        ldconfig=$(command -v ldconfig || echo /sbin/ldconfig)
        $ldconfig -p 2>/dev/null | sed -n 's/^[[:space:]]*\([^ ]*\) (.*/library \1/p' | sort -u
        say current "$(readlink $home/current 2>/dev/null)"
        say previous "$(readlink $home/previous 2>/dev/null)"
        for which in current previous; do sed "s/^/$which-/" "$home/$which/about" 2>/dev/null; done
        $root sed -n 's/^\([0-9a-f]*\)  /digest \1 /p' $home/current/digests 2>/dev/null
        for file in $($root ls $home/incoming 2>/dev/null); do case "$file" in *[!0-9a-f]*) ;; *) say incoming "$file $($root stat -c %s "$home/incoming/$file")" ;; esac; done
        sed 's/^/last-/' $home/outcome 2>/dev/null
        [ ! -e $home/trial ] || say trial yes
        say flashing "$(systemctl is-active mintmark-flash 2>/dev/null)"
        say active "$(systemctl is-active mintmark-agent 2>/dev/null)"
        say restarts "$(systemctl show -P NRestarts mintmark-agent 2>/dev/null)"
        socket=$($root sed -n 's/.*"localSocket" *: *"\([^"]*\)".*/\1/p' $home/current/settings/agent.json 2>/dev/null | head -1)
        [ -z "$socket" ] || say status "$($root timeout 15 $home/current/mintmark-agent status --socket "$socket" 2>/dev/null)"
        """#

    /// Reads what the script printed.
    init(_ text: String) {
        var values: [String: String] = [:]
        var digests: [String: String] = [:]
        var incoming: [String: Int64] = [:]
        var libraries: Set<String> = []
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            let (name, value) = (String(parts[0]), parts.count == 2 ? String(parts[1]) : "")
            let pair = value.split(separator: " ", maxSplits: 1).map(String.init)
            switch name {
            case "digest" where pair.count == 2: digests[pair[1]] = pair[0]
            case "incoming" where pair.count == 2: incoming[pair[0]] = Int64(pair[1])
            case "library": libraries.insert(value)
            case "lacks": values[name] = (values[name].map { "\($0), " } ?? "") + value
            default: if !value.isEmpty { values[name] = value }
            }
        }
        self.values = values
        self.digests = digests
        self.incoming = incoming
        self.libraries = libraries
        status = values["status"].flatMap { try? StrictJSON.decode(AgentStatus.self, from: Array($0.utf8)) }
    }

    /// A value by its name.
    subscript(_ name: String) -> String? { values[name] }

    /// Whether the account may become root.
    var mayBecomeRoot: Bool { values["sudo"] == "yes" }
    /// Room on the disk, in bytes.
    var freeBytes: Int64? { values["free"].flatMap { Int64($0) }.map { $0 * 1_024 } }
    /// Whether the agent's service runs.
    var isActive: Bool { values["active"] == "active" || values["active"] == "activating" }

    /// The release that runs.
    var current: Slot? { slot("current") }
    /// The release that it can go back to.
    var previous: Slot? { slot("previous") }

    private func slot(_ which: String) -> Slot? {
        guard values[which] != nil, let version = values["\(which)-version"],
            let number = values["\(which)-number"].flatMap({ Int64($0) })
        else { return nil }
        return Slot(version: version, number: number)
    }

    /// How the last flash ended.
    var outcome: Outcome? {
        guard let word = values["last-outcome"] else { return nil }
        return Outcome(
            word: word,
            version: values["last-version"] ?? "",
            number: values["last-number"].flatMap { Int64($0) } ?? 0,
            at: values["last-at"].flatMap { Int64($0) } ?? 0,
            reason: values["last-reason"] ?? ""
        )
    }

    /// Whether the kernel of a Raspberry Pi leaves outputs as they are when the agent dies.
    var keepsOutputs: Bool { ["Y", "y", "1"].contains(values["persist"] ?? "") }
}
