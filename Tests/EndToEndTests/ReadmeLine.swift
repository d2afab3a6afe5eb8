import Glibc
import TestSupport

/// Lines of the README's first table that Debian's packages, or nothing but our programs, can run.
enum ReadmeLine: String, CaseIterable, Sendable {
  case again = "shmshare photo.jpg --open"
  case loop = "shmview --slideshow out.png -- --newest"
  case pipe = "plot-my-data | shmshare -"
  case python = #"shmview.imshow("cam", array, open=True)"#
  case c = "#include <shmview.h>"
  case ffmpeg = "ffmpeg -i INPUT -pix_fmt yuv420p -f yuv4mpegpipe - | shmshare stream -"
  case gstreamer =
    "gst-launch-1.0 -q SOURCE ! videoconvert ! y4menc ! fdsink | shmshare stream -"
  case network = "curl -s http://camera/video.mjpg | shmshare stream -"
  case gnuplot = #"gnuplot -e "set term png; plot sin(x)" | shmshare -"#
  case matplotlib = "MPLBACKEND=module://shmview.matplotlib python3 plot.py"
  case graphviz = "dot -Tpng graph.dot | shmshare -"
  case folder = "shmview --slideshow FOLDER -- --newest"
  case tethered =
    "gphoto2 --capture-tethered --hook-script /usr/share/doc/shmview/examples/shmview-tether"
  case wall = "systemctl --user enable --now shmview-frame"
  case container =
    "docker run -i -u $(id -u) -v /dev/shm/shmview-$(id -u):/shm -e SHMVIEW_DIR=/shm IMAGE shmshare - < photo.jpg"
  case machine = "ssh HOST shmshare follow --format jpeg | shmshare stream -"

  /// The package's folder, which scripts find as `$package`.
  static let package =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// Whether what the line needs is installed: not everywhere, since a plot needs 100 MB.
  var canRun: Bool {
    let needed: [Self: String] = [
      .ffmpeg: "bin/ffmpeg", .network: "bin/curl", .gnuplot: "bin/gnuplot", .graphviz: "bin/dot",
      .c: "bin/cc", .gstreamer: "bin/gst-launch-1.0",
      .matplotlib: "lib/python3/dist-packages/matplotlib",
    ]
    return needed[self].map { access("/usr/\($0)", F_OK) == 0 } ?? true
  }

  /// What a newcomer puts in for the words in capitals, and for a program of theirs.
  var command: String {
    switch self {
    case .pipe: rawValue.replacing("plot-my-data", with: "cat out.png")
    case .python:
      """
      PYTHONPATH=$package/Clients/Python python3 - <<'TEXT'
      import numpy, shmview
      array = numpy.zeros((48, 64, 3), numpy.uint8)
      \(rawValue)
      TEXT
      """
    case .c: "cc -I$package/Clients/C picture.c -o picture && ./picture"
    case .ffmpeg: rawValue.replacing("INPUT", with: "out.png")
    case .gstreamer: rawValue.replacing("SOURCE", with: "videotestsrc num-buffers=5")
    case .network: rawValue.replacing("//camera", with: "//localhost:$(cat port)")
    case .folder: rawValue.replacing("FOLDER", with: "pictures")
    case .container: rawValue.replacing("/dev/shm/shmview-$(id -u)", with: "$SHMVIEW_DIR")
    case .again, .loop, .gnuplot, .matplotlib, .graphviz, .tethered, .wall, .machine: rawValue
    }
  }

  /// What is there before: files, and shell functions in place of what no test can have.
  var preparation: String {
    switch self {
    case .c:
      """
      cat >picture.c <<'TEXT'
      #define SHMVIEW_IMPLEMENTATION
      \(rawValue)
      int main(void) {
        shmview *channel; uint8_t *pixels; size_t stride;
        if (shmview_open("cam", &channel) != SHMVIEW_OK) return 1;
        if (shmview_begin(channel, 64, 48, SHMVIEW_BGRX, &pixels, &stride) != SHMVIEW_OK) return 1;
        for (size_t y = 0; y < 48; y++) memset(pixels + y * stride, (int)y, 64 * 4);
        return shmview_commit(channel, "picture") != SHMVIEW_OK;
      }
      TEXT
      """
    case .matplotlib:
      """
      export PYTHONPATH=$package/Clients/Python
      cat >plot.py <<'TEXT'
      import matplotlib.pyplot as pyplot
      pyplot.plot([1, 4, 9])
      pyplot.show()
      TEXT
      """
    case .network: Self.camera
    // The program has not written its first picture yet.
    case .loop: "rm out.png; { sleep 0.3; cp picture.png new.png; mv new.png out.png; } &"
    case .graphviz: "echo 'digraph { a -> b }' >graph.dot"
    // As gphoto2(1) calls its hook: for each thing that happens, which its environment tells.
    case .tethered:
      """
      gphoto2() {
        local hook=$package/Packaging/shmview-tether
        ACTION=init $hook; ACTION=start $hook
        ACTION=download ARGUMENT=photo.jpg $hook
        ACTION=stop $hook
      }
      """
    case .wall: "HOME=$PWD; mv pictures Pictures\n" + Self.systemctl
    case .container: Self.docker
    // Another machine: its channels, its network and its processes are others.
    case .machine:
      """
      mkdir -m 700 far; SHMVIEW_DIR=$PWD/far shmshare -q photo.jpg
      ssh() {
        shift
        SHMVIEW_DIR=$PWD/far unshare --net --ipc --uts --pid --mount-proc --fork --kill-child "$@"
      }
      """
    case .again, .pipe, .python, .ffmpeg, .gstreamer, .gnuplot, .folder: ""
    }
  }

  /// A camera that sends two pictures of a stream that does not end.
  private static let camera = """
    python3 - <<'TEXT' &
    import http.server, pathlib, time
    class Camera(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
            self.end_headers()
            picture = pathlib.Path("photo.jpg").read_bytes()
            for _ in range(2):
                self.wfile.write(b"--frame\\r\\nContent-Type: image/jpeg\\r\\n\\r\\n" + picture + b"\\r\\n")
            self.wfile.flush()
            time.sleep(600)
    server = http.server.HTTPServer(("localhost", 0), Camera)
    pathlib.Path("port.new").write_text(str(server.server_port))
    pathlib.Path("port.new").rename("port")
    server.serve_forever()
    TEXT
    while [ ! -e port ]; do sleep 0.05; done
    """

  /// What systemd makes of the unit: its environment, the home folder for %h, and its command.
  private static let systemctl = """
    systemctl() {
      [ "$*" = "--user enable --now shmview-frame" ] || return 64
      local unit=$package/Packaging/shmview-frame.service line
      while read -r line; do declare -x "${line//%h/$HOME}"; done \\
        < <(sed -n 's/^Environment="\\?\\([^"]*\\)"\\?$/\\1/p' "$unit")
      eval "$(sed -n 's|^ExecStart=@bin@/||p' "$unit")"
    }
    """

  /// A container as Docker makes one: namespaces of its own, a root of its own, the user's number
  /// and the folder that is given.
  private static let docker = """
    docker() {
      local user=$4 from=${6%%:*} to=${6#*:} variable=$8
      shift 9
      mkdir -p -m 700 "$from"  # as shmview has made it
      unshare --mount --net --ipc --uts --pid --fork --kill-child bash -euc '
        user=$1 from=$2 to=$3 variable=$4; shift 4
        mount -t tmpfs tmpfs /mnt
        for each in $(ls / | grep -vE "^(dev|mnt|proc|run|sys|tmp)$"); do
          [ -d "/$each" ] || continue
          mkdir "/mnt/$each"; mount --rbind "/$each" "/mnt/$each"
        done
        mkdir -p /mnt/dev/shm /mnt/proc /mnt/tmp "/mnt$to"
        mount -t proc proc /mnt/proc
        mount --bind "$from" "/mnt$to"
        exec chroot --userspec="$user" /mnt env --chdir=/tmp "$variable" "$@"
      ' bash "$user" "$from" "$to" "$variable" "$@"
    }
    """
}
