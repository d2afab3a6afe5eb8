private import CLinux

/// Gives a pipe as much room as an unprivileged process may, so that fewer calls move more:
/// pipe(7), `fs.pipe-max-size` is 1 MiB unless somebody has changed it. One that stays small works
/// as well.
package func enlargePipe(_ descriptor: CInt) {
  _ = clinux_fcntl(descriptor, CInt(CLINUX_F_SETPIPE_SZ), 1 << 20)
}
