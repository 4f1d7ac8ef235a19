{{- define "newsreel.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
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

{{- define "newsreel.image" -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}

{{- define "newsreel.sasl" -}}
{{- if hasPrefix "SASL_" .Values.kafka.securityProtocol }}yes{{ end -}}
{{- end -}}

{{- define "newsreel.kafkaSecret" -}}
{{ default (printf "%s-kafka" (include "newsreel.fullname" .)) .Values.kafka.sasl.existingSecret }}
{{- end -}}

{{- define "newsreel.databaseSecret" -}}
{{ default (printf "%s-database" (include "newsreel.fullname" .)) .Values.database.existingSecret }}
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
- name: NEWSREEL_KAFKA_SASL_USERNAME
  valueFrom:
    secretKeyRef: {name: {{ include "newsreel.kafkaSecret" . }}, key: username}
- name: NEWSREEL_KAFKA_SASL_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ include "newsreel.kafkaSecret" . }}, key: password}
{{- end }}
{{- if .Values.kafka.caSecret }}
- name: NEWSREEL_KAFKA_CA_FILE
  value: /etc/newsreel/kafka-ca/{{ .Values.kafka.caSecretKey }}
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
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{- define "newsreel.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "newsreel.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "newsreel.volumeMounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if .Values.kafka.caSecret }}
- {name: kafka-ca, mountPath: /etc/newsreel/kafka-ca, readOnly: true}
{{- end }}
{{- end -}}

{{- define "newsreel.volumes" -}}
- {name: tmp, emptyDir: {}}
{{- if .Values.kafka.caSecret }}
- name: kafka-ca
  secret: {secretName: {{ .Values.kafka.caSecret }}}
{{- end }}
{{- end -}}
