/// What ssh and sudo complain of, in words that say what to do. Pure.
enum SSHTrouble {
    /// The error of a connection that did not come about, or that broke.
    static func error(_ ending: LocalProcess.Ending, host: String) -> CommandError {
        let said = ending.errors
        let cause = said.split(whereSeparator: \.isNewline).map { PlainText.line(String($0)) }.last { !$0.isEmpty }
        func trouble(_ words: String, _ status: CommandEnd = .unavailable) -> CommandError {
            CommandError(words, cause: cause, status: status)
        }
        if said.contains("REMOTE HOST IDENTIFICATION HAS CHANGED") {
            return trouble(
                "\(host) shows another host key than the one you know, so nothing was sent to it. If the computer was"
                    + " set up anew, compare the key on its own screen, then: ssh-keygen -R HOST",
                .notPermitted
            )
        }
        if said.contains("Host key verification failed") || said.contains("host key is known for") {
            return trouble(
                "The host key of \(host) is not known to you, so nothing was sent to it. Compare it with what"
                    + " ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub shows on the machine's own screen, and log in"
                    + " once with ssh to keep it.",
                .notPermitted
            )
        }
        if said.contains("Permission denied") || said.contains("Too many authentication failures") {
            return trouble("\(host) does not let you in; log in once with ssh to see why.", .notPermitted)
        }
        if said.contains("Could not resolve hostname") {
            return trouble("No computer is called \(host); look at the name, or at ~/.ssh/config.", .notThere)
        }
        if said.contains("Connection refused") || said.contains("timed out") || said.contains("No route to host") {
            return trouble("\(host) does not answer; is it on, on the network, and does its sshd run?")
        }
        return trouble("The connection to \(host) was lost.")
    }

    /// Whether sudo refused, rather than what it was to run.
    static func isSudoRefusal(_ ending: LocalProcess.Ending) -> Bool {
        ending.status != 0
            && ["sudo: a password is required", "is not in the sudoers file", "sudo: not found", "may not run sudo"]
                .contains { ending.errors.contains($0) }
    }

    /// The error of an account that may not become root.
    static func sudo(host: String) -> CommandError {
        CommandError(
            "Your account on \(host) may not use sudo without a password, so nothing was changed there. Log in as"
                + " another user, or allow it: echo \"$USER ALL=(ALL) NOPASSWD: ALL\" | sudo tee"
                + " /etc/sudoers.d/mintmark",
            status: .notPermitted
        )
    }
}
