import TestSupport
import Testing

/// The words that shells complete, as `scripts/completions` has them.
@Suite("Completions") struct CompletionTests {
  /// What a person gets who has typed a line up to there, in bash.
  private static let script = #"""
    cd "$1"; PATH=$2:$PATH
    for program in shmshare shmview; do
      source <("$3/scripts/completions" "$2/$program" bash)
    done
    shift 3
    for line; do
      read -ra COMP_WORDS <<<"$line"
      [[ $line != *" " ]] || COMP_WORDS+=("")
      COMP_LINE=$line COMP_POINT=${#line} COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
      "_${COMP_WORDS[0]}" "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      echo "${COMPREPLY[*]}"
    done
    """#

  @Test("files where no command is named, folders of a slideshow, and the channels that there are")
  func words() throws {
    let stage = try Stage()
    try stage.share("--channel", "cam", stage.file(.noise(20, 20)))
    let expected = [
      "shmshare pi": "picture.png", "shmshare pu": "put", "shmshare picture.png --op": "--open",
      "shmshare --depth ": "keep 8", "shmshare rm ": "cam", "shmshare rm --un": "--unused",
      "shmshare save --channel ": "cam", "shmview ": "cam", "shmview he": "",
      "shmview --channel c": "cam", "shmview --slideshow pi": "picture.png",
      "shmview --fulls": "--fullscreen",
    ]
    let lines = expected.keys.sorted()
    let bin = Product.shmview.path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
    let outcome = try stage.run(
      "bash",
      ["-c", Self.script, "bash", stage.folder.path, bin, ReadmeLine.package] + lines)
    let words = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    for (line, words) in zip(lines, words) {
      #expect(String(words) == expected[line], "\(line); \(outcome.errors)")
    }
    #expect(words.count == lines.count + 1)
  }
}
