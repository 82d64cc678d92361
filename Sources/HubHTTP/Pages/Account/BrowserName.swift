/// A browser's name out of what it says of itself.
enum BrowserName {
    static func text(of agent: String) -> String {
        let known = [
            "Edg/": "Edge", "MicroMessenger": "WeChat", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari",
        ]
        let order = ["Edg/", "MicroMessenger", "Firefox/", "Chrome/", "Safari/"]
        return order.first { agent.contains($0) }.flatMap { known[$0] }
            ?? (agent.isEmpty ? "—" : String(agent.prefix(24)))
    }
}
