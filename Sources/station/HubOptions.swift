import ArgumentParser

/// What `sync` and `run` need to reach the hub.
struct HubOptions: ParsableArguments {
    @Option(help: "The hub's address. Also XINLIAN_HUB.")
    var hub: String?
}
