/// Texts of paying an order.
enum PaymentPhrase: String, Phrase {
    case payHeading, scanCode, codeTitle, amount, address, copyAmount, copyAddress, copied, openWallet, payPlayMoney
    case playMoneyOrder, timeLeft, timeOver, paidSoFar

    var wording: Wording {
        switch self {
        case .payHeading: Wording("Pay", "Bezahlen")
        case .scanCode:
            Wording(
                "Scan this code with your wallet, or open the wallet on this phone.",
                "Scannen Sie den Code mit Ihrer Wallet, oder öffnen Sie die Wallet auf diesem Handy."
            )
        case .codeTitle: Wording("QR code to pay {amount}", "QR-Code zum Bezahlen von {amount}")
        case .amount: Wording("Amount", "Betrag")
        case .address: Wording("Address", "Adresse")
        case .copyAmount: Wording("Copy amount", "Betrag kopieren")
        case .copyAddress: Wording("Copy address", "Adresse kopieren")
        case .copied: Wording("Copied", "Kopiert")
        case .openWallet: Wording("Open in your wallet", "In der Wallet öffnen")
        case .payPlayMoney: Wording("Pay with play money", "Mit Spielgeld bezahlen")
        case .playMoneyOrder:
            Wording(
                "This order is paid with play money, which is worth nothing.",
                "Diese Bestellung wird mit Spielgeld bezahlt, das nichts wert ist."
            )
        case .timeLeft: Wording("Time to pay:", "Zeit zum Bezahlen:")
        case .timeOver: Wording("Time is over", "Zeit abgelaufen")
        case .paidSoFar: Wording("{paid} of {amount} arrived.", "{paid} von {amount} sind da.")
        }
    }
}
