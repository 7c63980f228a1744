/// Reads what the wallet says about the addresses of one label.
enum NodeAddressBook {
    /// The receiving addresses of a label, from the answer to `getaddressesbylabel`; empty when there are none.
    static func addresses(_ answer: NodeAnswer) throws(RailError) -> [String] {
        if answer.isRefusal(NodeAnswer.unknownLabel) { return [] }
        guard let members = try answer.result(of: "getaddressesbylabel").members else {
            throw RailError(.badAnswer, "The node's getaddressesbylabel is not an object.")
        }
        return members.filter { $0.value["purpose"]?.text == "receive" }.map(\.key).sorted()
    }

    /// The address whose key the wallet handed out first, from the answers to `getaddressinfo`.
    static func lowest(_ addresses: [String], _ answers: [NodeAnswer]) throws(RailError) -> String? {
        var best: (index: Int, address: String)?
        for (address, answer) in zip(addresses, answers) {
            let path = try answer.result(of: "getaddressinfo")["hdkeypath"]?.text ?? ""
            let last = path.split(separator: "/").last?.filter(\.isNumber) ?? ""
            // An imported address has no path; it comes last, and by its text.
            let candidate = (index: Int(last) ?? Int.max, address: address)
            if let current = best, (current.index, current.address) <= candidate { continue }
            best = candidate
        }
        return best?.address
    }
}
