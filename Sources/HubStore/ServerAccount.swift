import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The user as whom the server runs; it refuses to run as root.
struct ServerAccount: Sendable {
    let user: uid_t
    let group: gid_t
    let name: String
    /// Whether processes have to change to this user.
    let isSwitched: Bool

    /// Ourselves; when we are root, `postgres` if there is such a user, else `nobody`.
    static func choose() throws -> ServerAccount {
        if geteuid() != 0 {
            return ServerAccount(user: geteuid(), group: getegid(), name: NSUserName(), isSwitched: false)
        }
        for name in ["postgres", "nobody"] {
            if let entry = getpwnam(name) {
                return ServerAccount(
                    user: entry.pointee.pw_uid, group: entry.pointee.pw_gid, name: name, isSwitched: true)
            }
        }
        throw PrivateClusterError.noUnprivilegedUser
    }

    /// Makes a folder of the account's own that nobody else but root can enter.
    func makePrivateFolder(_ path: String) throws {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw PrivateClusterError.folderNotUsable(path, reason: String(cString: strerror(errno)))
        }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw PrivateClusterError.folderNotUsable(path, reason: "it is not a folder")
        }
        // Another user's folder, such as one planted under /tmp, is never taken over.
        guard status.st_uid == user || status.st_uid == geteuid() else {
            throw PrivateClusterError.folderNotUsable(path, reason: "it belongs to another user")
        }
        try take(path, mode: 0o700)
    }

    /// Makes a file or folder the account's.
    func take(_ path: String, mode: mode_t) throws {
        guard !isSwitched || lchown(path, user, group) == 0, chmod(path, mode) == 0 else {
            throw PrivateClusterError.folderNotUsable(path, reason: String(cString: strerror(errno)))
        }
    }

    /// - Throws: when the account cannot pass through a folder above.
    func checkReach(_ path: String) throws {
        guard isSwitched else { return }
        var folder = URL(fileURLWithPath: path).deletingLastPathComponent().standardizedFileURL
        while true {
            var status = stat()
            guard stat(folder.path, &status) == 0 else { break }
            let bit: mode_t = status.st_uid == user ? S_IXUSR : status.st_gid == group ? S_IXGRP : S_IXOTH
            if status.st_mode & bit == 0 {
                throw PrivateClusterError.folderNotUsable(
                    path,
                    reason: "user \(name) cannot pass through \(folder.path); allow it (chmod o+x) or choose another")
            }
            if folder.path == "/" { break }
            folder = folder.deletingLastPathComponent()
        }
    }
}
