import Foundation

/// The protocol's two ends in the worker, on descriptors where no plugin prints.
struct WorkerChannel: Sendable {
    let requests: Int32
    private let answers: Int32

    /// Moves the protocol off the standard input and output, which lead nowhere from then on, as does the standard error:
    /// what a plugin prints may name residents. Nil when they are no sockets.
    static func takeOver() -> WorkerChannel? {
        let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard nowhere >= 0, isSocket(STDIN_FILENO), isSocket(STDOUT_FILENO) else { return nil }
        let requests = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
        let answers = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
        guard requests >= 0, answers >= 0, chdir("/") == 0 else { return nil }
        for standard in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] { dup2(nowhere, standard) }
        close(nowhere)
        // The host decides when it ends; a terminal or a supervisor signals the whole group.
        for ignored in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { signal(ignored, SIG_IGN) }
        return WorkerChannel(requests: requests, answers: answers)
    }

    private static func isSocket(_ descriptor: Int32) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
    }

    func answer(_ number: UInt64, _ value: some Encodable) throws {
        try FrameReader.write(PluginFrames.frame(number, value), to: answers)
    }

    /// Ends the process when the host does, also while the plugin is busy or hangs.
    ///
    /// A death signal of the parent is no way: it comes when the thread that started the worker ends.
    func endWithHost() {
        let host = getppid()
        let watch = Thread {
            var hangUp = pollfd(fd: requests, events: 0, revents: 0)
            // A plugin that closed the socket would hide the hang-up, hence the look at the parent.
            while poll(&hangUp, 1, 1000) <= 0 || hangUp.revents & Int16(POLLNVAL) != 0 {
                if getppid() != host { break }
                if hangUp.revents & Int16(POLLNVAL) != 0 { hangUp.fd = -1 }
            }
            _exit(PluginWorker.ExitStatus.hostGone)
        }
        watch.stackSize = 256 << 10
        watch.start()
    }
}
