# Puts files under a root and records them, for scripts/install and the install of the archive.
# Needs `root` (the folder that stands for the prefix) and a function `fail`.

# What was made, one path a line in the order of making, for --uninstall.
record=share/shmview/installed
made=()

# Makes a folder under the root, and records it and those above it that were not there.
make_folder() {
  [[ ! -d $root/$1 ]] || return 0
  [[ $1 != */* ]] || make_folder "${1%/*}"
  mkdir "$root/$1" || fail "cannot make $root/$1; to install there, run as root, or give another PREFIX"
  made+=("$1")
}

# Puts a file under the root: SOURCE, PATH, MODE.
put() {
  make_folder "${2%/*}"
  install -m "$3" "$1" "$root/$2" || fail "cannot write $root/$2; run as root, or give another PREFIX"
  made+=("$2")
}

begin_installation() {
  # An installation over an older one removes what that one made when its turn comes.
  [[ ! -f $root/$record ]] || mapfile -t made <"$root/$record"
  mkdir -p "$root" || fail "cannot make $root; run as root, or give another PREFIX"
}

end_installation() {
  make_folder "${record%/*}"
  made+=("$record")
  printf '%s\n' "${made[@]}" | awk '!seen[$0]++' >"$root/$record"
  echo "Installed shmshare and shmview under $root"
}

# Removes exactly what was recorded.
uninstall() {
  local i path
  [[ -f $root/$record ]] || fail "nothing of shmview is recorded under $root ($root/$record is not there)"
  mapfile -t made <"$root/$record"
  for ((i = ${#made[@]} - 1; i >= 0; i--)); do
    path=$root/${made[i]}
    if [[ -d $path && ! -L $path ]]; then
      rmdir --ignore-fail-on-non-empty "$path"
    else
      rm -f "$path"
    fi
  done
  echo "Removed shmshare and shmview from $root"
}
