"""What lies in ``deploy/`` is valid, and its parts name each other as they are."""

import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

PROJECT = Path(__file__).resolve().parent.parent
DEPLOY = PROJECT / "deploy"
MANIFEST = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8")))
HEALTH = {"path": "/_stcore/health", "port": 8501}
OLD, NEW = "1.28", "1.37"


def kind(name: str) -> dict[str, Any]:
    (found,) = (one for one in MANIFEST if one["kind"] == name)
    return found


@pytest.mark.parametrize("version", [OLD, NEW])
def test_the_manifest_is_what_kubernetes_accepts(version):
    for one in MANIFEST:
        kubernetes_validate.validate(one, version, strict=True)


def test_a_misspelt_manifest_is_noticed():
    service = kind("Service")
    service = service | {"spec": service["spec"] | {"sesionAffinity": "ClientIP"}}
    with pytest.raises(kubernetes_validate.ValidationError, match="sesionAffinity"):
        kubernetes_validate.validate(service, NEW, strict=True)


def test_the_cluster_keeps_a_reader_with_one_of_several_processes_that_answer():
    service, deployment = kind("Service")["spec"], kind("Deployment")["spec"]
    (container,) = deployment["template"]["spec"]["containers"]
    assert service["sessionAffinity"] == "ClientIP"
    assert service["selector"] == deployment["selector"]["matchLabels"]
    assert service["selector"] == deployment["template"]["metadata"]["labels"]
    assert [one["targetPort"] for one in service["ports"]] == [HEALTH["port"]]
    assert deployment["replicas"] >= 2
    assert container["readinessProbe"]["httpGet"] == HEALTH
    assert container["livenessProbe"]["httpGet"] == HEALTH


def test_compose_nginx_and_the_image_speak_of_the_same_names_and_ports():
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    nginx = (DEPLOY / "nginx.conf").read_text("utf-8")
    image = (PROJECT / "Dockerfile").read_text("utf-8")
    named = re.search(r"server (\w+):(\d+) ", nginx)
    assert named
    assert compose["proxy"]["depends_on"] == {
        named[1]: {"condition": "service_healthy"}
    }
    assert f"EXPOSE {named[2]}\n" in image
    assert f"--server.port={named[2]}" in image
    assert "HEALTHCHECK" in image
    (mounted,) = compose["proxy"]["volumes"]
    assert (DEPLOY / mounted.split(":")[0]).is_file()
    (ports,) = compose["proxy"]["ports"]
    assert f"listen {ports.split(':')[1]};" in nginx
