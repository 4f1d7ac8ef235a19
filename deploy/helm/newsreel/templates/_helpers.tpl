{{/* A job adds 18 characters (`-topics-` and a hash), and may have 63. */}}
{{- define "newsreel.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 45 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 45 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 45 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "newsreel.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "newsreel.labels" -}}
{{ include "newsreel.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "newsreel.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{ default (include "newsreel.fullname" .) .Values.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.serviceAccount.name }}
{{- end -}}
{{- end -}}

{{/* A digest says more than a tag, so it wins. */}}
{{- define "newsreel.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}
{{- end -}}

{{/* A label that stages and jobs have in common: what the network policy closes. */}}
{{- define "newsreel.part" -}}
app.kubernetes.io/part-of: {{ include "newsreel.fullname" . }}
{{- end -}}

{{- define "newsreel.sasl" -}}
{{- if hasPrefix "SASL_" .Values.kafka.securityProtocol }}yes{{ end -}}
{{- end -}}

{{/* SASL with a user and a password; OAUTHBEARER has a command that prints a token instead. */}}
{{- define "newsreel.password" -}}
{{- if and (include "newsreel.sasl" .) (ne .Values.kafka.sasl.mechanism "OAUTHBEARER") }}yes{{ end -}}
{{- end -}}

{{- define "newsreel.kafkaSecret" -}}
{{ default (printf "%s-kafka" (include "newsreel.fullname" .)) .Values.kafka.sasl.existingSecret }}
{{- end -}}

{{- define "newsreel.databaseSecret" -}}
{{ default (printf "%s-database" (include "newsreel.fullname" .)) .Values.database.existingSecret }}
{{- end -}}

{{- define "newsreel.consoleSecret" -}}
{{ default (printf "%s-console" (include "newsreel.fullname" .)) .Values.console.existingSecret }}
{{- end -}}

{{/* Name of the ConfigMap with the operator's rules; nothing where there are none. */}}
{{- define "newsreel.rules" -}}
{{- if .Values.rules.existingConfigMap -}}
{{ .Values.rules.existingConfigMap }}
{{- else if .Values.rules.toml -}}
{{ include "newsreel.fullname" . }}-rules
{{- end -}}
{{- end -}}

{{/* Environment that every container has in common. */}}
{{- define "newsreel.env" -}}
- name: NEWSREEL_KAFKA
  value: {{ required "kafka.bootstrapServers is needed" .Values.kafka.bootstrapServers | quote }}
- name: NEWSREEL_KAFKA_SECURITY_PROTOCOL
  value: {{ .Values.kafka.securityProtocol | quote }}
- name: NEWSREEL_KAFKA_REPLICATION
  value: {{ .Values.kafka.replication | quote }}
{{- if include "newsreel.sasl" . }}
- name: NEWSREEL_KAFKA_SASL_MECHANISM
  value: {{ .Values.kafka.sasl.mechanism | quote }}
{{- if include "newsreel.password" . }}
- name: NEWSREEL_KAFKA_SASL_USERNAME
  valueFrom:
    secretKeyRef: {name: {{ include "newsreel.kafkaSecret" . }}, key: username}
- name: NEWSREEL_KAFKA_SASL_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ include "newsreel.kafkaSecret" . }}, key: password}
{{- else }}
- name: NEWSREEL_KAFKA_TOKEN_COMMAND
  value: {{ required "kafka.sasl.tokenCommand is needed with OAUTHBEARER" .Values.kafka.sasl.tokenCommand | quote }}
{{- end }}
{{- end }}
{{- if and (or .Values.kafka.caSecret .Values.kafka.clientCertificate.secret) (not (hasSuffix "SSL" .Values.kafka.securityProtocol)) }}
{{- fail "kafka.caSecret and kafka.clientCertificate need SSL or SASL_SSL in kafka.securityProtocol" }}
{{- end }}
{{- if .Values.kafka.caSecret }}
- name: NEWSREEL_KAFKA_CA_FILE
  value: /etc/newsreel/kafka-ca/{{ .Values.kafka.caSecretKey }}
{{- end }}
{{- with .Values.kafka.clientCertificate }}
{{- if .secret }}
- name: NEWSREEL_KAFKA_CERT_FILE
  value: /etc/newsreel/kafka-client/{{ .certificateKey }}
- name: NEWSREEL_KAFKA_KEY_FILE
  value: /etc/newsreel/kafka-client/{{ .privateKeyKey }}
{{- end }}
{{- end }}
{{- if include "newsreel.rules" . }}
- name: NEWSREEL_RULES_FILE
  value: /etc/newsreel/rules/{{ .Values.rules.key }}
{{- end }}
- name: NEWSREEL_STORE
  valueFrom:
    secretKeyRef: {name: {{ include "newsreel.databaseSecret" . }}, key: url}
- name: NEWSREEL_HTTP_HOST
  value: 0.0.0.0
- name: NEWSREEL_HTTP_PORT
  value: {{ .Values.httpPort | quote }}
{{- end -}}

{{- define "newsreel.plainEnv" -}}
{{- range $name, $value := . }}
- name: {{ $name }}
  value: {{ include "newsreel.quoted" $value }}
{{- end }}
{{- end -}}

{{/* Helm reads a number as a float, and would write 9000000 as 9e+06, which no setting takes. */}}
{{- define "newsreel.quoted" -}}
{{ if kindIs "float64" . }}{{ toJson . | quote }}{{ else }}{{ quote . }}{{ end }}
{{- end -}}

{{- define "newsreel.moreEnv" -}}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Without ids the platform chooses them, as OpenShift does. */}}
{{- define "newsreel.podSecurity" -}}
runAsNonRoot: true
{{- with .Values.podSecurity }}
{{- if .runAsUser }}
runAsUser: {{ .runAsUser }}
{{- end }}
{{- if .runAsGroup }}
runAsGroup: {{ .runAsGroup }}
{{- end }}
{{- if .fsGroup }}
fsGroup: {{ .fsGroup }}
{{- end }}
{{- end }}
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "newsreel.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "newsreel.volumeMounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if .claim }}
- {name: out, mountPath: /var/lib/newsreel}
{{- end }}
{{- if .Values.kafka.caSecret }}
- {name: kafka-ca, mountPath: /etc/newsreel/kafka-ca, readOnly: true}
{{- end }}
{{- if .Values.kafka.clientCertificate.secret }}
- {name: kafka-client, mountPath: /etc/newsreel/kafka-client, readOnly: true}
{{- end }}
{{- if .Values.database.caSecret }}
- {name: database-ca, mountPath: /etc/newsreel/database-ca, readOnly: true}
{{- end }}
{{- if include "newsreel.rules" . }}
- {name: rules, mountPath: /etc/newsreel/rules, readOnly: true}
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "newsreel.volumes" -}}
- {name: tmp, emptyDir: {sizeLimit: {{ .Values.tmpSizeLimit }}}}
{{- if .claim }}
- {name: out, persistentVolumeClaim: {claimName: {{ .claim }}}}
{{- end }}
{{- if .Values.kafka.caSecret }}
- name: kafka-ca
  secret: {secretName: {{ .Values.kafka.caSecret }}}
{{- end }}
{{- if .Values.kafka.clientCertificate.secret }}
- name: kafka-client
  secret: {secretName: {{ .Values.kafka.clientCertificate.secret }}}
{{- end }}
{{- if .Values.database.caSecret }}
- name: database-ca
  secret: {secretName: {{ .Values.database.caSecret }}}
{{- end }}
{{- if include "newsreel.rules" . }}
- name: rules
  configMap: {name: {{ include "newsreel.rules" . }}}
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/*
What stages and jobs say of their pods in the same words. Without service links: they would set
NEWSREEL_CONSOLE_PORT to tcp://… in a release that is called newsreel.
*/}}
{{- define "newsreel.podSpec" -}}
serviceAccountName: {{ include "newsreel.serviceAccount" . }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.dnsConfig }}
dnsConfig: {{ toYaml . | nindent 2 }}
{{- end }}
securityContext: {{ include "newsreel.podSecurity" . | nindent 2 }}
volumes: {{ include "newsreel.volumes" . | nindent 2 }}
{{- with .Values.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* … and of their one container. */}}
{{- define "newsreel.container" -}}
image: {{ include "newsreel.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
{{- with concat (.Values.envFrom | default list) (.moreEnvFrom | default list) }}
envFrom: {{ toYaml . | nindent 2 }}
{{- end }}
securityContext: {{ include "newsreel.containerSecurity" . | nindent 2 }}
volumeMounts: {{ include "newsreel.volumeMounts" . | nindent 2 }}
{{- end -}}
