import Hummingbird

extension Coordinator {
    /// The operators' pages.
    func addOperatorPages(to router: Router<AppRequestContext>, desk pageDesk: OperatorDesk) {
        let money = PageMoney(configuration, rails)
        let directory = MachineDirectory(links: links, lost: listeners)
        let enrolment = EnrolmentService(runtime: runtime, keys: keys, keyset: keyset, lost: listeners, links: links)
        LoginRoutes(desk: pageDesk, gate: loginGate).add(to: router)
        OverviewRoutes(
            desk: pageDesk,
            links: links,
            directory: directory,
            rails: rails,
            money: money,
            deployment: keys.deployment
        ).add(to: router)
        LiveRoutes(desk: pageDesk, links: links).add(to: router)
        MachinePageRoutes(
            desk: pageDesk,
            links: links,
            directory: directory,
            enrolment: enrolment
        ).add(to: router)
        PlacePageRoutes(desk: pageDesk, links: links, rails: rails, money: money).add(to: router)
        SalePageRoutes(desk: pageDesk, decision: SaleDecision(desk: desk), money: money).add(to: router)
        BookPageRoutes(desk: pageDesk, money: money).add(to: router)
        WebhookPageRoutes(
            desk: pageDesk,
            webhooks: WebhookDesk(runtime: runtime, configuration: configuration.webhooks, poster: webhookPoster)
        ).add(to: router)
        RunPageRoutes(desk: pageDesk, runs: runs, directory: directory).add(to: router)
        LabelPageRoutes(desk: pageDesk).add(to: router)
        AuditPageRoutes(desk: pageDesk).add(to: router)
        BackupPageRoutes(desk: pageDesk, deployment: keys.deployment).add(to: router)
        RecoveryPageRoutes(desk: pageDesk, money: money, signals: [desk.signal, links.signal]).add(to: router)
    }
}
