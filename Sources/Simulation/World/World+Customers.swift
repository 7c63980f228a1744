import Coordinator
import Machine
import Protocol
import Rails

extension World {
    /// How often a customer sends an order that is not answered.
    private static let mostAttempts = 6

    /// A customer comes to a machine.
    func customerComes(_ number: Int) async {
        let lanes = SimulatedProfile.snack.lanes
        let behaviour: SimulatedCustomer.Behaviour =
            chance(65) || !settings.hasFaults
            ? .exact : SimulatedCustomer.Behaviour.allCases[Int(between(1, 7))]
        customers.append(
            SimulatedCustomer(
                number: number,
                machine: Int(between(0, Int64(settings.machines) - 1)),
                lane: lanes[Int(between(0, Int64(lanes.count) - 1))].id,
                rail: Int(between(0, Int64(rails.count) - 1)),
                behaviour: behaviour
            )
        )
        customerIndex[number] = customers.count - 1
        await customerActs(number)
    }

    /// Somebody comes to see whether a machine sells. The customers of a world are counted from 0.
    func comeAsProbe(_ machine: Int) {
        let number = 1_000_000 + customers.count
        customers.append(
            SimulatedCustomer(
                number: number,
                machine: machine,
                lane: SimulatedProfile.snack.lanes[0].id,
                rail: 1,
                behaviour: .exact,
                isProbe: true
            )
        )
        customerIndex[number] = customers.count - 1
        at(100, .customerActs(number))
    }

    /// A customer does what is next.
    func customerActs(_ number: Int) async {
        guard let index = customerIndex[number] else { return }
        if customers[index].sale == nil { await order(index) } else { pay(index) }
    }

    private func order(_ index: Int) async {
        customers[index].attempts += 1
        let customer = customers[index]
        guard customer.isProbe || customer.attempts <= Self.mostAttempts else { return }
        let again = { self.at(self.between(2_000, 6_000), .customerActs(customer.number)) }
        let isLost = !isHealed && settings.hasFaults
        // The request, or its answer, may be lost; the customer's page asks again with the same key.
        guard coordinator.isUp, coordinator.pausedUntil == nil, !(isLost && chance(4)) else { return again() }
        var record: SaleRecord?
        var isRefused = false
        await serve { program in
            let request = OrderRequest(
                place: Self.place(customer.machine),
                selection: customer.lane.lowercased(),
                rail: self.rails[customer.rail].id
            )
            do {
                record = try await program.orders.order(request, key: "customer-\(customer.number)")
            } catch let error as CoordinatorError where error.code != .unexpected {
                self.note("order \(customer.number) \(error.code.rawValue)")
                isRefused = error.code != .railUnavailable && error.code != .notReady
                self.report.refusals[error.code.rawValue, default: 0] += 1
            }
        }
        guard let record, let address = record.address else {
            // A lane that is empty or out of order is looked after by the operator.
            if customer.isProbe || !isRefused { again() }
            return
        }
        if let violation = oracle.ordered(customer.number, sale: record.id) { self.violation = violation }
        guard !(isLost && chance(4)) else { return again() }
        customers[index].sale = record.id
        customers[index].address = address
        report.sales += 1
        switch customer.behaviour {
        case .vanishes: count(.vanishedCustomer)
        case .late:
            count(.paidLate)
            at(between(121_000, 400_000), .customerActs(customer.number))
        case .exact, .twice, .tooLittle, .inParts, .replaced, .replacedAway:
            at(between(2_000, 40_000), .customerActs(customer.number))
        }
    }

    private func pay(_ index: Int) {
        let customer = customers[index]
        guard let sale = customer.sale else { return }
        let rail = rails[customer.rail]
        let price = SimulatedCoordinator.priceMinor
        func pay(_ amount: Int64) {
            customers[index].payments.append(rail.pay(customer.address, order: sale, amountMinor: amount, at: now))
        }
        let again = { self.at(self.between(500, 20_000), .customerActs(customer.number)) }
        switch (customer.behaviour, customer.payments.count) {
        case (.exact, 0), (.late, 0): pay(price)
        case (.twice, 0):
            pay(price)
            again()
        case (.twice, 1):
            count(.paidTwice)
            pay(price)
        case (.tooLittle, 0):
            count(.paidTooLittle)
            pay(between(1, price - 1))
        case (.inParts, 0):
            pay(100)
            again()
        case (.inParts, 1): pay(price - 100)
        case (.replaced, 0), (.replacedAway, 0):
            pay(price)
            again()
        case (.replaced, 1):
            if rail.replace(customer.payments[0], amountMinor: between(1, 2 * price), at: now) {
                count(.replacedPayment)
            }
        case (.replacedAway, 1):
            if rail.replace(customer.payments[0], amountMinor: nil, at: now) { count(.replacedPayment) }
        default: break
        }
    }

    /// The place of a machine.
    static func place(_ machine: Int) -> String { "place-\(machine)" }

    /// The chain finds a block, and now and then loses some.
    func findBlock() {
        for rail in rails {
            rail.findBlock()
            for order in rail.expireHolds(at: now) { holdExpired(order) }
        }
        at(between(10_000, 60_000), .block)
    }
}
