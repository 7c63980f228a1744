import ArgumentParser

/// `mintmark`: the command line of operators and technicians.
@main
struct Mintmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mintmark",
        abstract: "Machines that hand out goods when a payment is confirmed.",
        discussion: "To see it work: mintmark demo",
        subcommands: [
            DemoCommand.self, ProfileCommand.self, SimulateCommand.self, MachineCommand.self, SaleCommand.self,
            LedgerCommand.self, VerifyCommand.self,
        ]
    )
}
