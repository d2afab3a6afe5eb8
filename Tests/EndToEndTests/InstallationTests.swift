import Glibc
import TestSupport
import Testing

/// `./install` of the archive with libraries of its own.
@Suite("The archive's installation") struct InstallationTests {
  /// An archive of a few files, in `archive`, and what is made below `prefix`, with its modes.
  private static let script = #"""
    set -e; umask 022
    cd "$1"
    mkdir -p archive/{bin,include,lib/shmview,share/doc/examples} prefix
    cp "$2"/Packaging/installation.sh archive
    cp "$2"/Packaging/install-archive archive/install
    printf 'Exec=/usr/bin/shmview\n' >archive/share/a.desktop
    for file in bin/shmview include/shmview.h lib/shmview/lib.so share/doc/examples/hook; do
      echo "$file" >"archive/$file"
    done
    chmod 644 archive/include/* archive/lib/shmview/* archive/share/a.desktop
    chmod 755 archive/bin/* archive/share/doc/examples/hook
    install() { bash archive/install "$@" 2>&1 || echo "ended with $?"; }
    made() { find "$1" -type f -printf '%m %P\n' | sort -k 2; }
    """#

  private func run(_ lines: String) throws -> String {
    let stage = try Stage()
    let outcome = try stage.run(
      "bash", ["-c", Self.script + "\n" + lines, "bash", stage.folder.path, ReadmeLine.package])
    #expect(outcome.ending == .exited(0), "\(outcome)")
    return outcome.output.replacing(stage.folder.path, with: "HERE")
  }

  @Test("every file of the archive is installed with its mode, and removed again")
  func all() throws {
    let output = try run(
      "install prefix; made prefix; cat prefix/share/a.desktop; install --uninstall prefix; find prefix"
    )
    #expect(
      output == """
        Installed shmshare and shmview under HERE/prefix
        755 bin/shmview
        644 include/shmview.h
        644 lib/shmview/lib.so
        644 share/a.desktop
        755 share/doc/examples/hook
        644 share/shmview/installed
        Exec=HERE/prefix/bin/shmview
        Removed shmshare and shmview from HERE/prefix
        prefix

        """)
  }

  @Test("one that something is in the way of can be removed, and leaves that alone")
  func half() throws {
    let output = try run(
      """
      touch prefix/lib; install prefix; install --uninstall prefix; made prefix
      mkdir -p other/bin/shmview; install other; install --uninstall other; find other
      touch none; install none/x; install 'a|b'; ls -d */
      """)
    #expect(
      output == #"""
        install: HERE/prefix/lib is in the way: a folder belongs there; what is there by now goes with: \#
        archive/install --uninstall HERE/prefix
        ended with 1
        Removed shmshare and shmview from HERE/prefix
        644 lib
        install: HERE/other/bin/shmview is in the way: a file belongs there; what is there by now goes \#
        with: archive/install --uninstall HERE/other
        ended with 1
        Removed shmshare and shmview from HERE/other
        other
        other/bin
        other/bin/shmview
        mkdir: cannot create directory ‘HERE/none’: Not a directory
        install: cannot make HERE/none/x; run as root, or give another PREFIX
        ended with 1
        install: PREFIX cannot have blanks, nor any of "'\$%&|;<>*?#()` in it: desktop entries name it
        ended with 1
        archive/
        other/
        prefix/

        """#)
  }

  @Test("the documents are installed with links that lead to what is there")
  func documents() throws {
    let stage = try Stage()
    let outcome = try stage.run(
      ReadmeLine.package + "/scripts/documents", [stage.folder.path("share/doc/shmview")])
    #expect(outcome == Outcome(0))
    let folder = "share/doc/shmview/"
    let names =
      ["README.md"] + Folder.entries(stage.folder.path(folder + "docs")).map { "docs/" + $0 }
    let pages = names.filter { $0.hasSuffix(".md") }
    #expect(pages.count > 10)
    for page in pages {
      let text = String(decoding: Folder.contents(stage.folder.path(folder + page)), as: UTF8.self)
      for match in text.matches(of: /\]\(([^)#\s:]+)(#[^)]*)?\)/) {
        let link = String(match.output.1)
        if link.hasSuffix("copyright") || link.hasSuffix("include/shmview.h") { continue }
        let path = folder + (page.contains("/") ? "docs/" : "") + link
        #expect(access(stage.folder.path(path), F_OK) == 0, "\(page) links to \(link)")
      }
    }
  }
}
