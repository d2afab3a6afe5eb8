#if !FUZZING
  import Glibc

  /// Without libFuzzer: tries the files that are named, such as a corpus or a find.
  @main struct Replay {
    static func main() {
      for path in CommandLine.arguments.dropFirst() {
        guard let file = fopen(path, "r") else {
          perror(path)
          exit(66)
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        bytes.removeSubrange(fread(&bytes, 1, bytes.count, file)...)
        _ = PictureFuzzer.check(bytes)
      }
    }
  }
#endif
