/// What shells run to complete a word, the same for all of them.
package enum ShellCompletion {
  /// Prints the names of the channels that there are.
  package static let channels = "shmshare list 2>/dev/null | sed 1d | cut -d' ' -f1"
}
