import Protocol

/// What a computer said of itself before it is flashed. Pure: `script` asks, `init` reads the answer.
struct TargetFacts: Equatable, Sendable {
    /// A slot that holds a release.
    struct Slot: Equatable, Sendable {
        var version: String
        var number: Int64
        /// The oldest schema of the journal whose agents can go on after it.
        var journalReadableFrom: Int
    }

    /// Bytes that were uploaded.
    struct Incoming: Equatable, Sendable {
        /// How many.
        var bytes: Int64
        /// Whether they are all there, and right.
        var isWhole: Bool
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
    /// What was uploaded earlier and not used yet, by SHA-256.
    let incoming: [String: Incoming]
    /// The shared libraries that it has.
    let libraries: Set<String>
    /// What the running agent says; nil when it does not answer.
    let status: AgentStatus?

    /// Asks for everything, changes nothing, needs no root but for what only root may read.
    static let script = #"""
        home=/opt/mintmark/agent
        say() { printf '%s %s\n' "$1" "$(printf '%s' "$2" | tr -d '\000' | head -1)"; }
        root=
        if [ "$(id -u)" = 0 ]; then say sudo yes
        elif sudo -n true 2>/dev/null; then say sudo yes; root='sudo -n'
        else say sudo no; fi
        version() {
            dpkg-query -W -f '${db:Status-Status} ${Version}\n' "$1" 2>/dev/null | sed -n 's/^installed //p' | head -1
        }
        say system "$( . /etc/os-release 2>/dev/null; echo "$PRETTY_NAME")"
        say kernel "$(uname -sr)"
        say architecture "$(dpkg --print-architecture 2>/dev/null || uname -m)"
        say model "$(cat /proc/device-tree/model 2>/dev/null)"
        say systemd "$(systemctl --version 2>/dev/null | sed -n '1s/^systemd \([0-9]*\).*/\1/p')"
        say package "$(version mintmark-agent)"
        for name in gpiod modbus; do say "lib$name" "$(version "lib$name*")"; done
        say disks "$(stat -c %d /opt /etc 2>/dev/null | sort -u | wc -l)"
        say free "$(df -Pk /opt 2>/dev/null | sed -n '2p' | tr -s ' ' | cut -d' ' -f4)"
        say clock "$(date +%s)"
        say synchronised "$(timedatectl show -P NTPSynchronized 2>/dev/null)"
        say persist "$(cat /sys/module/pinctrl_bcm2835/parameters/persist_gpio_outputs 2>/dev/null)"
        say chips "$(ls /dev/gpiochip* 2>/dev/null | wc -l)"
        for tool in systemctl systemd-run journalctl sha256sum timeout udevadm systemd-sysusers; do
            command -v "$tool" >/dev/null || say lacks "$tool"
        done
        ldconfig=$(command -v ldconfig || echo /sbin/ldconfig)
        $ldconfig -p 2>/dev/null | sed -n 's/^[[:space:]]*\([^ ]*\) (.*/library \1/p' | sort -u
        say current "$(readlink $home/current 2>/dev/null)"
        say previous "$(readlink $home/previous 2>/dev/null)"
        for which in current previous; do sed "s/^/$which-/" "$home/$which/about" 2>/dev/null; done
        # What the files are, not what they were: one that has rotted is sent again.
        $root sh -c "cd $home/current && cut -c 67- digests | xargs -d '\n' sha256sum" 2>/dev/null |
            sed -n 's/^\([0-9a-f]*\)  /digest \1 /p'
        for file in $($root ls $home/incoming 2>/dev/null); do
            case "$file" in
                *[!0-9a-f]*) ;;
                *)
                    sum=$($root sha256sum "$home/incoming/$file" | cut -d' ' -f1)
                    whole=no
                    [ "$sum" != "$file" ] || whole=whole
                    say incoming "$file $($root stat -c %s "$home/incoming/$file") $whole"
                    ;;
            esac
        done
        sed 's/^/last-/' $home/outcome 2>/dev/null
        [ ! -e $home/trial ] || say trial yes
        say flashing "$(systemctl is-active mintmark-flash 2>/dev/null)"
        say active "$(systemctl is-active mintmark-agent 2>/dev/null)"
        say restarts "$(systemctl show -P NRestarts mintmark-agent 2>/dev/null)"
        settings=$home/current/settings/agent.json
        socket=$($root sed -n 's/.*"localSocket" *: *"\([^"]*\)".*/\1/p' $settings 2>/dev/null | head -1)
        ask() { $root timeout 15 $home/current/mintmark-agent status --socket "$socket" 2>/dev/null; }
        [ -z "$socket" ] || say status "$(ask)"
        """#

    /// Reads what the script printed.
    init(_ text: String) {
        var values: [String: String] = [:]
        var digests: [String: String] = [:]
        var incoming: [String: Incoming] = [:]
        var libraries: Set<String> = []
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            let (name, value) = (String(parts[0]), parts.count == 2 ? String(parts[1]) : "")
            let pair = value.split(separator: " ", maxSplits: 1).map(String.init)
            switch name {
            case "digest" where pair.count == 2: digests[pair[1]] = pair[0]
            case "incoming":
                let words = value.split(separator: " ").map(String.init)
                guard words.count == 3, let bytes = Self.number(words[1]) else { continue }
                incoming[words[0]] = Incoming(bytes: bytes, isWhole: words[2] == "whole")
            case "library": libraries.insert(value)
            case "lacks": values[name] = (values[name].map { "\($0), " } ?? "") + PlainText.line(value)
            default: if !value.isEmpty { values[name] = PlainText.line(value) }
            }
        }
        self.values = values
        self.digests = digests
        self.incoming = incoming
        self.libraries = libraries
        status = values["status"].flatMap { try? StrictJSON.decode(AgentStatus.self, from: Array($0.utf8)) }
    }

    /// A number that the computer said, or nil for one that can't be true.
    private static func number(_ text: String) -> Int64? {
        Int64(text).flatMap { (0...1 << 50).contains($0) ? $0 : nil }
    }

    /// A number by its name, or nil for none and for one that can't be true.
    func number(_ name: String) -> Int64? { values[name].flatMap(Self.number) }

    /// A value by its name.
    subscript(_ name: String) -> String? { values[name] }

    /// Whether the account may become root.
    var mayBecomeRoot: Bool { values["sudo"] == "yes" }
    /// Room on the disk, in bytes.
    var freeBytes: Int64? { number("free").map { $0 * 1_024 } }
    /// Whether the agent's service runs.
    var isActive: Bool { values["active"] == "active" || values["active"] == "activating" }

    /// The release that runs.
    var current: Slot? { slot("current") }
    /// The release that it can go back to.
    var previous: Slot? { slot("previous") }

    private func slot(_ which: String) -> Slot? {
        guard values[which] != nil, let version = values["\(which)-version"],
            let number = number("\(which)-number")
        else { return nil }
        return Slot(
            version: version,
            number: number,
            journalReadableFrom: self.number("\(which)-journal").map { Int($0) } ?? 0
        )
    }

    /// How the last flash ended.
    var outcome: Outcome? {
        guard let word = values["last-outcome"] else { return nil }
        return Outcome(
            word: word,
            version: values["last-version"] ?? "",
            number: number("last-number") ?? 0,
            at: number("last-at") ?? 0,
            reason: values["last-reason"] ?? ""
        )
    }

    /// Whether the kernel of a Raspberry Pi leaves outputs as they are when the agent dies.
    var keepsOutputs: Bool { ["Y", "y", "1"].contains(values["persist"] ?? "") }
}
