import ArgumentParser
import Glibc

/// `mintmark`: the command line of operators and technicians.
@main
struct Mintmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mintmark",
        abstract: "Machines that hand out goods when a payment is confirmed.",
        discussion: "To see it work: mintmark demo. How to work with it: docs/command-line.md",
        groupedSubcommands: [
            CommandGroup(
                name: "Operator",
                subcommands: [
                    MachineCommand.self, PlaceCommand.self, SaleCommand.self, LedgerCommand.self,
                    ProductCommand.self, BlockCommand.self, RunCommand.self, SerialsCommand.self, PartyCommand.self,
                    EventsCommand.self, AlarmsCommand.self, TokenCommand.self, WebhookCommand.self,
                    HealthCommand.self, BackupCommand.self, RestoreCommand.self, RecoveryCommand.self,
                    AuditCommand.self, LogCommand.self, VerifyCommand.self,
                ]
            ),
            CommandGroup(name: "Anyone with a key", subcommands: [LifeCommand.self]),
            CommandGroup(
                name: "Technician",
                subcommands: [
                    ReleaseCommand.self, FlashCommand.self, RollbackCommand.self, StatusCommand.self, LogsCommand.self,
                    DoctorCommand.self, ProfileCommand.self, SimulateCommand.self, DemoCommand.self,
                ]
            ),
            CommandGroup(name: "Shell", subcommands: [CompletionCommand.self]),
        ]
    )

    static func main() async {
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as CommandError {
            Terminal.complain("Error: \(error)")
            Glibc.exit(error.status.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
